package io.monaserver.codec.amf;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.monaserver.codec.DataFormatException;

/** Whatever arrives is read or refused, and what was read can be written again in both versions. */
class AmfFuzzTest {

    @FuzzTest(maxDuration = "60s")
    void readsOrRefuses(byte[] data) {
        for (AmfVersion version : AmfVersion.values()) {
            AmfEncoder encoder = new AmfEncoder(version);
            try {
                new AmfReader(data, 0, data.length).readAll(encoder);
            } catch (DataFormatException expected) {
                continue;
            }
            encoder.toBytes();
        }
    }
}
