package io.monaserver.data.lmdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.monaserver.data.DataFlag;
import io.monaserver.data.DataRecord;
import io.monaserver.data.DataStoreException;
import io.monaserver.data.DataText;
import io.monaserver.data.DataValue;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RecordFormatTest {

    @Test
    void anyEntryIsReadAsItWasWritten() {
        Random random = new Random(7);
        for (int i = 0; i < 5000; i++) {
            DataRecord entry = new DataRecord(
                    random.nextLong() >>> 1 + random.nextInt(62),
                    random.nextLong() >>> 1 + random.nextInt(62),
                    bytes(random, 300),
                    value(random));

            DataRecord read = read(entry.id(), RecordFormat.value(entry));

            assertThat(read).isEqualTo(entry);
        }
    }

    @Test
    void valueCutOffIsRefusedOrShorter() {
        byte[] value = RecordFormat.value(new DataRecord(5, 1000, DataText.of("a name"), null));

        for (int length = 0; length < value.length; length++) {
            byte[] cut = Arrays.copyOf(value, length);
            assertThatThrownBy(() -> read(5, cut)).isInstanceOf(DataStoreException.class);
        }
    }

    @FuzzTest(maxDuration = "60s")
    void anyBytesAreReadOrRefused(byte[] value) {
        try {
            read(1, value);
        } catch (DataStoreException refused) {
            assertThat(refused).hasMessageContaining("expected");
        }
    }

    private static DataRecord read(long id, byte[] value) {
        return RecordFormat.read(ByteBuffer.wrap(RecordFormat.key(id)), ByteBuffer.wrap(value));
    }

    private static DataText bytes(Random random, int limit) {
        byte[] bytes = new byte[random.nextInt(limit)];
        random.nextBytes(bytes);
        return DataText.owning(bytes);
    }

    private static DataValue value(Random random) {
        return switch (random.nextInt(3)) {
            case 0 -> null;
            case 1 -> DataFlag.of(random.nextBoolean());
            default -> bytes(random, 5000);
        };
    }
}
