package io.monaserver.protocol.rtmfp.flow;

import io.monaserver.protocol.rtmfp.packet.FragmentControl;
import io.monaserver.protocol.rtmfp.packet.Slice;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Makes messages of fragments that come in the order of their numbers (§3.6.3.3). */
final class MessageAssembler {

    private static final int INITIAL_CAPACITY = 4096;

    private byte[] bytes = new byte[0];
    private int length;
    private boolean open;

    /** The bytes of the message in progress. */
    int length() {
        return length;
    }

    /** Takes the next fragment; returns the message that it completes, if any. */
    @Nullable
    Slice add(int fragmentControl, Slice data) {
        switch (fragmentControl) {
            case FragmentControl.WHOLE -> {
                drop();
                return data;
            }
            case FragmentControl.BEGIN -> {
                drop();
                open = true;
                append(data);
                return null;
            }
            case FragmentControl.MIDDLE -> {
                append(data);
                return null;
            }
            default -> {
                append(data);
                Slice message = open ? Slice.of(bytes, 0, length) : null;
                drop();
                return message;
            }
        }
    }

    /** Forgets the message in progress: a part of it will never come. */
    void drop() {
        open = false;
        length = 0;
    }

    /** Gives the memory back, once the last message is used. */
    void release() {
        if (!open) {
            bytes = new byte[0];
        }
    }

    private void append(Slice data) {
        if (!open) {
            return;
        }
        if (length + data.length() > bytes.length) {
            int wanted = Math.max(length + data.length(), 2 * bytes.length);
            bytes = Arrays.copyOf(bytes, Math.max(INITIAL_CAPACITY, wanted));
        }
        System.arraycopy(data.array(), data.offset(), bytes, length, data.length());
        length += data.length();
    }
}
