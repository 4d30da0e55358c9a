package io.monaserver.transport.flash;

import io.monaserver.domain.CloseReason;
import io.monaserver.domain.Effect;
import io.monaserver.protocol.flash.FlashMessages;
import io.monaserver.protocol.flash.FlashStatus;
import java.util.List;

/** What scripts do to a Flash client, as messages. Belongs to the connection's loop. */
final class FlashWriter {

    /** Codes of {@code writer:close} that have a status of their own. */
    private static final int CLOSE_IDLE = 1;

    private final FlashPeer peer;

    FlashWriter(FlashPeer peer) {
        this.peer = peer;
    }

    void write(Effect effect) {
        write(effect, 0);
    }

    /**
     * Writes a call's effects. Its first message is the answer and carries the call's transaction, later ones 0.
     *
     * @return whether there was an answer among them
     */
    boolean answer(double transaction, List<Effect> effects) {
        boolean answered = false;
        for (Effect effect : effects) {
            write(effect, answered ? 0 : transaction);
            answered |= effect instanceof Effect.Message;
        }
        return answered;
    }

    /** Tells why the server ends the connection, and ends it. */
    void close(CloseReason reason) {
        switch (reason.kind()) {
            case IDLE -> sendStatus(FlashStatus.CONNECT_IDLE_TIMEOUT, reason.text());
            case SERVER_STOPS, OVERLOADED -> sendStatus(FlashStatus.CONNECT_APP_SHUTDOWN, reason.text());
            case REFUSED, CLOSED_BY_SCRIPT, FAILED -> {
                // There is no status for these: the close below says it all.
            }
        }
        closeNow(reason.text());
    }

    /** A writer of its own cannot answer calls, and closing it ends the pipe only. */
    private void write(Effect.Through through) {
        FlashOutput output = peer.output(through.writer(), through.reliable());
        if (through.effect() instanceof Effect.Close close) {
            closeThrough(through.writer(), close, output);
        } else {
            write(through.effect(), 0, output);
        }
    }

    private void closeThrough(int writer, Effect.Close close, FlashOutput output) {
        if (writer == 0) {
            close(close.code());
        } else {
            output.closeAfterFlush("closed by the application");
        }
    }

    private void write(Effect effect, double transaction) {
        if (effect instanceof Effect.Through through) {
            write(through);
        } else if (effect instanceof Effect.Close close) {
            close(close.code());
        } else {
            write(effect, transaction, peer);
        }
    }

    private static void write(Effect effect, double transaction, FlashOutput output) {
        if (effect instanceof Effect.Message message) {
            output.sendCommand(0, FlashMessages.result(transaction, message.values()));
        } else if (effect instanceof Effect.Invocation invocation) {
            output.sendCommand(0, FlashMessages.invocation(invocation.name(), invocation.values()));
        } else if (effect instanceof Effect.Raw raw) {
            output.sendData(0, raw.data());
        } else if (effect instanceof Effect.Status status) {
            sendStatus(output, "NetConnection." + status.code(), status.description());
        } else if (effect instanceof Effect.Flush flush) {
            if (flush.full()) {
                output.flush();
            } else {
                output.flushFull();
            }
        }
        // Cookies are HTTP's: SetProperty has nothing to tell a Flash client.
    }

    private void close(int code) {
        if (code == CLOSE_IDLE) {
            sendStatus(FlashStatus.CONNECT_IDLE_TIMEOUT, "closed by the application");
        } else if (code > 0) {
            sendStatus(FlashStatus.CONNECT_APP_SHUTDOWN, "closed by the application");
        }
        closeNow("closed by the application");
    }

    private void sendStatus(String code, String description) {
        sendStatus(peer, code, description);
    }

    private static void sendStatus(FlashOutput output, String code, String description) {
        boolean news = code.endsWith("Success");
        FlashStatus status = news ? FlashStatus.status(code, description) : FlashStatus.error(code, description);
        output.sendCommand(0, FlashMessages.onStatus(0, status));
    }

    private void closeNow(String reason) {
        peer.sendCommand(0, FlashMessages.close());
        peer.closeAfterFlush(reason);
    }
}
