package io.monaserver.transport.websocket;

import static org.assertj.core.api.Assertions.assertThat;

import io.monaserver.codec.amf.Amf3Format;
import io.monaserver.codec.json.JsonFormat;
import io.monaserver.testkit.Values;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class RemoteCallTest {

    private static final byte AMF3 = 0x11;
    private static final byte OBJECT = 0x0A;
    private static final byte EXTERNALIZABLE = 0x07;

    private static byte[] bytes(Object... parts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (Object part : parts) {
            if (part instanceof byte[] bytes) {
                out.writeBytes(bytes);
            } else {
                out.write((Byte) part);
            }
        }
        return out.toByteArray();
    }

    @Test
    void aFirstTextNamesTheFunction() {
        RemoteCall call = RemoteCall.parse(JsonFormat.INSTANCE, "[\"add\",1]".getBytes(StandardCharsets.UTF_8));

        assertThat(call.name()).isEqualTo("add");
        assertThat(Values.read(call.arguments())).containsExactly(1.0);
    }

    @Test
    void bytesThatAreNotInTheFormatGoToOnMessage() {
        RemoteCall call = RemoteCall.parse(Amf3Format.INSTANCE, new byte[] {AMF3, 0x55});

        assertThat(call.isRaw()).isTrue();
        assertThat(call.name()).isEmpty();
    }

    @Test
    void objectsThatWriteThemselvesAreForTheScriptToRead() {
        byte[] name = {0x0B, 'P', 'o', 'i', 'n', 't'};
        byte[] body = {1, 2, 3};
        byte[] call = bytes(Values.write(Amf3Format.INSTANCE, "take"), AMF3, OBJECT, EXTERNALIZABLE, name, body);

        assertThat(RemoteCall.parse(Amf3Format.INSTANCE, call))
                .satisfies(parsed -> assertThat(parsed.isRaw()).isFalse())
                .satisfies(parsed -> assertThat(parsed.name()).isEqualTo("take"));
    }
}
