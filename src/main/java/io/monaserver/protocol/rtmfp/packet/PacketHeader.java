package io.monaserver.protocol.rtmfp.packet;

/**
 * What precedes the chunks of a packet (§2.2.4).
 *
 * @param flags the first byte
 * @param timestamp ticks of 4 ms, 16 bits, or -1 if there is none
 * @param timestampEcho likewise
 */
public record PacketHeader(int flags, int timestamp, int timestampEcho) {

    /** The packet carries real-time data. */
    public static final int TIME_CRITICAL = 0x80;

    /** The sender receives real-time data from others. */
    public static final int TIME_CRITICAL_REVERSE = 0x40;

    /** The mark of who initiated the session. */
    public static final int MODE_INITIATOR = 1;

    /** The mark of who answered. */
    public static final int MODE_RESPONDER = 2;

    /** Before there is a session. */
    public static final int MODE_STARTUP = 3;

    /** The most bytes that a header takes. */
    public static final int MAX_LENGTH = 5;

    private static final int TIMESTAMP = 0x08;
    private static final int ECHO = 0x04;
    private static final int MODE = 0x03;

    /** Reads a header. §2.2.4: mode 0 is invalid. */
    public static PacketHeader read(WireReader in) {
        int flags = in.readByte();
        if ((flags & MODE) == 0) {
            throw new MalformedPacketException("packet mode: 0 (expected: 1, 2 or 3)");
        }
        int timestamp = (flags & TIMESTAMP) != 0 ? in.readShort() : -1;
        int echo = (flags & ECHO) != 0 ? in.readShort() : -1;
        return new PacketHeader(flags, timestamp, echo);
    }

    /** Writes a header; the flags say mode and notifications only, negative stamps are left out. */
    public static void write(WireWriter out, int flags, int timestamp, int echo) {
        out.writeByte(flags | (timestamp >= 0 ? TIMESTAMP : 0) | (echo >= 0 ? ECHO : 0));
        if (timestamp >= 0) {
            out.writeShort(timestamp);
        }
        if (echo >= 0) {
            out.writeShort(echo);
        }
    }

    /** One of the modes. */
    public int mode() {
        return flags & MODE;
    }

    /** Whether the packet carries real-time data. */
    public boolean isTimeCritical() {
        return (flags & TIME_CRITICAL) != 0;
    }

    /** Whether the sender receives real-time data from others. */
    public boolean isTimeCriticalReverse() {
        return (flags & TIME_CRITICAL_REVERSE) != 0;
    }
}
