package io.monaserver.transport.http;

import io.monaserver.codec.DataFormat;
import io.monaserver.domain.CallOutcome;
import io.monaserver.domain.Effect;
import io.monaserver.transport.websocket.StatusMessage;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.io.ByteArrayOutputStream;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a script did during a call, as an answer: the first message is its body, or all raw bytes up to the next
 * message; what follows, and calls of the client's functions, have no place in HTTP.
 */
final class HttpAnswer {

    private final HttpExchange exchange;
    private final HttpFormats.Body format;
    private final ByteArrayOutputStream raw = new ByteArrayOutputStream();
    private byte @Nullable [] message;
    private boolean isRaw;
    private int closeCode = -1;

    private HttpAnswer(HttpExchange exchange, HttpFormats.Body format) {
        this.exchange = exchange;
        this.format = format;
    }

    /** Answers a call that was made in this format. */
    static void send(CallOutcome outcome, HttpExchange exchange, HttpFormats.Body format, HttpSession session) {
        HttpAnswer answer = new HttpAnswer(exchange, format);
        for (Effect effect : outcome.effects()) {
            answer.add(effect, session);
        }
        answer.send(outcome);
    }

    /** Answers with what a script wrote by itself; false if it wrote nothing. */
    static boolean sendWritten(List<Effect> effects, HttpExchange exchange, HttpSession session) {
        HttpAnswer answer = new HttpAnswer(exchange, HttpRouter.formatOf(exchange));
        effects.forEach(effect -> answer.add(effect, session));
        boolean written = answer.message != null || answer.isRaw || answer.closeCode >= 0;
        if (written) {
            answer.sendResult();
        }
        return written;
    }

    private void add(Effect effect, HttpSession session) {
        if (effect instanceof Effect.Message values && message == null && !isRaw) {
            message = values.values();
        } else if (effect instanceof Effect.Raw bytes && message == null) {
            isRaw = true;
            raw.writeBytes(bytes.data());
        } else if (effect instanceof Effect.Close close) {
            closeCode = close.code();
        } else if (effect instanceof Effect.SetProperty) {
            session.write(effect);
        }
    }

    private void send(CallOutcome outcome) {
        if (outcome instanceof CallOutcome.NotFound missing) {
            fail(HttpResponseStatus.NOT_FOUND, missing.text());
        } else if (outcome instanceof CallOutcome.Failed failed) {
            exchange.closeAfterwards();
            fail(HttpResponseStatus.INTERNAL_SERVER_ERROR, failed.text());
        } else if (outcome instanceof CallOutcome.Busy) {
            fail(HttpResponseStatus.SERVICE_UNAVAILABLE, "server busy");
        } else {
            sendResult();
        }
    }

    private void sendResult() {
        byte[] values = message;
        if (closeCode >= 0) {
            exchange.closeAfterwards();
        }
        if (values != null) {
            exchange.respond(HttpResponseStatus.OK, format.type(), values);
        } else if (isRaw) {
            exchange.respond(HttpResponseStatus.OK, "text/plain", raw.toByteArray());
        } else if (closeCode >= 0) {
            exchange.close(closeCode);
        } else {
            exchange.respondEmpty(exchange.newResponse(HttpResponseStatus.NO_CONTENT));
        }
    }

    /** The error of a call is in the caller's format. */
    private void fail(HttpResponseStatus status, String text) {
        DataFormat values = format.format();
        exchange.respond(status, format.type(), StatusMessage.encode(values, "Call.Failed", text));
    }
}
