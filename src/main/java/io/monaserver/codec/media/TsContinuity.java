package io.monaserver.codec.media;

import io.netty.buffer.ByteBuf;

/**
 * Numbers the packets of a transport stream for one receiver, whatever was left out on the way (ITU-T H.222.0
 * §2.4.3.3). Belongs to that receiver's thread.
 */
public final class TsContinuity {

    private static final int PIDS = 1 << 13;

    private final byte[] next = new byte[PIDS];

    /** Numbers whole packets in place. */
    public void number(ByteBuf packets) {
        for (int at = packets.readerIndex(); at + TsPackets.SIZE <= packets.writerIndex(); at += TsPackets.SIZE) {
            int pid = packets.getShort(at + 1) & (PIDS - 1);
            int counter = next[pid]++ & 0x0F;
            packets.setByte(at + 3, (packets.getByte(at + 3) & 0xF0) | counter);
        }
    }
}
