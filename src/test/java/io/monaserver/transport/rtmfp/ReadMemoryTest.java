package io.monaserver.transport.rtmfp;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.channel.RecvByteBufAllocator.ExtendedHandle;
import org.junit.jupiter.api.Test;

class ReadMemoryTest {

    private static final UnpooledByteBufAllocator NONE = UnpooledByteBufAllocator.DEFAULT;

    @Test
    void theSameMemoryIsReadIntoAgain() {
        ExtendedHandle reads = new ReadMemory(2, true).newHandle();
        ByteBuf first = reads.allocate(NONE);
        first.writeInt(1).release();

        ByteBuf second = reads.allocate(NONE);

        assertThat(second).isSameAs(first);
        assertThat(second.writableBytes()).isEqualTo(2 * ReadMemory.DATAGRAM);
    }

    @Test
    void whatSomebodyKeepsIsNotOverwritten() {
        ExtendedHandle reads = new ReadMemory(1, true).newHandle();
        ByteBuf kept = reads.allocate(NONE).writeInt(1);

        reads.allocate(NONE).writeInt(2).release();

        assertThat(kept.readInt()).isEqualTo(1);
        kept.release();
    }

    @Test
    void aCallThatBroughtLessThanItCouldIsTheLast() {
        ExtendedHandle reads = new ReadMemory(2, true).newHandle();
        reads.allocate(NONE).release();
        reads.incMessagesRead(2);
        assertThat(reads.continueReading()).isTrue();

        reads.allocate(NONE).release();
        reads.incMessagesRead(1);
        assertThat(reads.continueReading()).isFalse();
    }

    @Test
    void oneCallIsEnoughForTheModest() {
        ExtendedHandle reads = new ReadMemory(2, false).newHandle();
        reads.allocate(NONE).release();
        reads.incMessagesRead(2);

        assertThat(reads.continueReading()).isFalse();
    }
}
