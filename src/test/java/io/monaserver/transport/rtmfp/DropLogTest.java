package io.monaserver.transport.rtmfp;

import static org.assertj.core.api.Assertions.assertThat;

import io.monaserver.protocol.rtmfp.DropReason;
import org.junit.jupiter.api.Test;

class DropLogTest {

    private final DropLog log = new DropLog();

    @Test
    void aCauseIsNamedOnceInTenSecondsWithItsCount() {
        assertThat(log.dropped(DropReason.CORRUPT, 1000)).isEqualTo(1);
        for (int i = 0; i < 500; i++) {
            assertThat(log.dropped(DropReason.CORRUPT, 1001 + i)).isZero();
        }
        assertThat(log.dropped(DropReason.CORRUPT, 11_000)).isEqualTo(501);
    }

    @Test
    void causesDoNotHideEachOther() {
        assertThat(log.dropped(DropReason.CORRUPT, 1000)).isEqualTo(1);
        assertThat(log.dropped(DropReason.MALFORMED, 1000)).isEqualTo(1);
    }
}
