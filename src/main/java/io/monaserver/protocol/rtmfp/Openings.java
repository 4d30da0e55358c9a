package io.monaserver.protocol.rtmfp;

import io.monaserver.protocol.rtmfp.keying.Certificate;
import io.monaserver.protocol.rtmfp.packet.Multiplex;
import io.monaserver.protocol.rtmfp.packet.Slice;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The sessions that an endpoint wants to open. They are few. */
final class Openings {

    private final List<Opening> openings = new ArrayList<>();

    void add(Opening opening) {
        openings.add(opening);
    }

    /** The one that asks under this tag, null if none does. */
    @Nullable
    Opening find(Slice tag) {
        for (Opening opening : openings) {
            if (opening.tag().equals(tag)) {
                return opening;
            }
        }
        return null;
    }

    /** The one that will be a session of this number, null if none will. */
    @Nullable
    Opening find(int id) {
        if (id != Multiplex.STARTUP) {
            for (Opening opening : openings) {
                if (opening.isId(id)) {
                    return opening;
                }
            }
        }
        return null;
    }

    /** The one that calls who is there or has this certificate, null if none does. */
    @Nullable
    Opening concerning(InetSocketAddress address, Certificate certificate) {
        for (Opening opening : openings) {
            if (!opening.isOver() && opening.concerns(address, certificate)) {
                return opening;
            }
        }
        return null;
    }

    long deadline() {
        long deadline = Long.MAX_VALUE;
        for (Opening opening : openings) {
            deadline = Math.min(deadline, opening.deadline());
        }
        return deadline;
    }

    /** Lets each do what is due. */
    void poll(long now) {
        for (Opening opening : List.copyOf(openings)) {
            if (opening.deadline() <= now) {
                opening.onTimer();
            }
        }
    }

    /** Forgets those that are over. */
    void clean() {
        if (!openings.isEmpty()) {
            openings.removeIf(Opening::isOver);
        }
    }

    void cancel() {
        openings.forEach(Opening::cancel);
        openings.clear();
    }
}
