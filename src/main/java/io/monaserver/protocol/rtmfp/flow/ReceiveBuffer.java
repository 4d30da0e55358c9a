package io.monaserver.protocol.rtmfp.flow;

import io.monaserver.protocol.rtmfp.packet.FragmentControl;
import io.monaserver.protocol.rtmfp.packet.Slice;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The fragments of a flow that wait for others (RECV_BUFFER of §3.6.3.3). */
final class ReceiveBuffer {

    /** What a fragment costs beyond its bytes. */
    static final int OVERHEAD = 64;

    /** How far parts of a message are looked for when it may be taken out of order; longer ones wait for their turn. */
    private static final int MAX_EARLY_FRAGMENTS = 256;

    /** Stands for a fragment that was delivered before its turn. */
    private static final Part TAKEN = new Part(FragmentControl.WHOLE, null);

    private final TreeMap<Long, Part> parts = new TreeMap<>();
    private int bytes;

    /** A fragment; one without data was delivered before its turn. */
    record Part(int control, @Nullable Slice data) {}

    /** The memory in use. */
    int bytes() {
        return bytes;
    }

    boolean isEmpty() {
        return parts.isEmpty();
    }

    void put(long number, int control, Slice data) {
        parts.put(number, new Part(control, Slice.of(data.toBytes())));
        bytes += data.length() + OVERHEAD;
    }

    /** The lowest number not below this one, or -1. */
    long ceiling(long number) {
        Long key = parts.ceilingKey(number);
        return key == null ? -1 : key;
    }

    /** Takes a fragment out; it must be there. */
    Part remove(long number) {
        Part part = parts.remove(number);
        if (part == null) {
            throw new IllegalStateException("fragment " + number + ": missing (expected: buffered)");
        }
        bytes -= OVERHEAD + (part.data == null ? 0 : part.data.length());
        return part;
    }

    void clear() {
        parts.clear();
        bytes = 0;
    }

    /** The message that this fragment is part of, if all of it is here; it counts as delivered then. */
    @Nullable
    Slice takeEarly(long number) {
        long first = edge(number, -1, FragmentControl.BEGIN);
        long last = edge(number, 1, FragmentControl.END);
        if (first < 0 || last < 0) {
            return null;
        }
        MessageAssembler assembler = new MessageAssembler();
        Slice message = null;
        for (long i = first; i <= last; i++) {
            Part part = remove(i);
            message = part.data == null ? null : assembler.add(part.control, part.data);
            parts.put(i, TAKEN);
            bytes += OVERHEAD;
        }
        return message;
    }

    /** Walks from a fragment to the one that begins or ends its message; -1 if there is none. */
    private long edge(long number, int step, int control) {
        long position = number;
        for (int i = 0; i < MAX_EARLY_FRAGMENTS; i++) {
            Part part = parts.get(position);
            if (part == null || part.data == null) {
                return -1;
            }
            int found = part.control;
            if (found == control || found == FragmentControl.WHOLE) {
                return found == control || position == number ? position : -1;
            }
            if (position != number && found != FragmentControl.MIDDLE) {
                return -1;
            }
            position += step;
        }
        return -1;
    }
}
