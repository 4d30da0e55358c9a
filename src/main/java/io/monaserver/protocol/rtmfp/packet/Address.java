package io.monaserver.protocol.rtmfp.packet;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;

/**
 * A socket address as it stands in chunks (§2.1.5).
 *
 * @param socket a resolved address
 * @param origin how it became known
 */
public record Address(InetSocketAddress socket, Origin origin) {

    private static final int IPV6 = 0x80;
    private static final int ORIGIN = 0x03;

    /** Reads an address. */
    public static Address read(WireReader in) {
        int flags = in.readByte();
        byte[] ip = in.readSlice((flags & IPV6) != 0 ? 16 : 4).toBytes();
        int port = in.readShort();
        try {
            return new Address(new InetSocketAddress(InetAddress.getByAddress(ip), port), Origin.of(flags & ORIGIN));
        } catch (UnknownHostException e) {
            throw new MalformedPacketException("address length: " + ip.length + " (expected: 4 or 16)");
        }
    }

    /** The number of bytes that {@link #write} writes. */
    public int length() {
        return 3 + socket.getAddress().getAddress().length;
    }

    /** Writes this address. */
    public void write(WireWriter out) {
        byte[] ip = socket.getAddress().getAddress();
        out.writeByte((ip.length == 16 ? IPV6 : 0) | origin.code()).write(ip).writeShort(socket.getPort());
    }
}
