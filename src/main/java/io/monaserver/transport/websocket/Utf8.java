package io.monaserver.transport.websocket;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Whether bytes are text. */
final class Utf8 {

    private Utf8() {}

    static boolean isValid(byte[] data) {
        for (int i = 0; i < data.length; i++) {
            if (data[i] < 0) {
                return isValidFrom(data, i);
            }
        }
        return true;
    }

    private static boolean isValidFrom(byte[] data, int offset) {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(data, offset, data.length - offset));
            return true;
        } catch (CharacterCodingException e) {
            return false;
        }
    }
}
