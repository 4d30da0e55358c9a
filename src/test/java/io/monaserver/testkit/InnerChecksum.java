package io.monaserver.testkit;

/** Fills in the checksum of a TCP segment that the kernel left to a network card, of which there is none here. */
final class InnerChecksum {

    private static final int PROTOCOL = 9;
    private static final int ADDRESSES = 12;
    private static final int TCP = 6;
    private static final int TCP_CHECKSUM = 16;

    private InnerChecksum() {}

    /** The frame has an IPv4 packet from there to its end; others than TCP's are left alone. */
    static void fill(byte[] frame, int ip) {
        if (frame[ip] >> 4 != 4 || frame[ip + PROTOCOL] != TCP) {
            return;
        }
        int header = (frame[ip] & 15) * 4;
        int length = word(frame, ip + 2) - header;
        int tcp = ip + header;
        frame[tcp + TCP_CHECKSUM] = 0;
        frame[tcp + TCP_CHECKSUM + 1] = 0;
        // RFC 9293 §3.1: a pseudo header of addresses, protocol and length counts too.
        long sum = TCP + length + sum(frame, ip + ADDRESSES, 8) + sum(frame, tcp, length);
        while (sum >> 16 != 0) {
            sum = (sum & 0xFFFF) + (sum >> 16);
        }
        frame[tcp + TCP_CHECKSUM] = (byte) (~sum >> 8);
        frame[tcp + TCP_CHECKSUM + 1] = (byte) ~sum;
    }

    private static long sum(byte[] bytes, int from, int length) {
        long sum = 0;
        for (int i = 0; i + 1 < length; i += 2) {
            sum += word(bytes, from + i);
        }
        return length % 2 == 0 ? sum : sum + ((bytes[from + length - 1] & 0xFF) << 8);
    }

    private static int word(byte[] bytes, int at) {
        return (bytes[at] & 0xFF) << 8 | bytes[at + 1] & 0xFF;
    }
}
