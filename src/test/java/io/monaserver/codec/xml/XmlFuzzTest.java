package io.monaserver.codec.xml;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.monaserver.codec.DataEncoder;
import io.monaserver.codec.DataFormat;
import io.monaserver.codec.DataFormatException;

/** Whatever arrives is read or refused, and what was read can be written again. */
class XmlFuzzTest {

    @FuzzTest(maxDuration = "60s")
    void rpc(byte[] data) {
        readsOrRefuses(XmlRpcFormat.INSTANCE, data);
        XmlRpcFormat.isRpc(data);
    }

    @FuzzTest(maxDuration = "60s")
    void tree(byte[] data) {
        readsOrRefuses(XmlFormat.INSTANCE, data);
    }

    static void readsOrRefuses(DataFormat format, byte[] data) {
        DataEncoder encoder = format.newEncoder();
        try {
            format.newReader(data).readAll(encoder);
        } catch (DataFormatException expected) {
            return;
        }
        encoder.toBytes();
    }
}
