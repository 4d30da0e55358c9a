package io.monaserver.protocol.rtmfp.keying;

import io.monaserver.protocol.crypto.HmacSha256;
import io.monaserver.protocol.rtmfp.packet.Slice;
import io.monaserver.protocol.rtmfp.packet.WireReader;
import io.monaserver.protocol.rtmfp.packet.WireWriter;
import java.net.InetSocketAddress;
import java.security.MessageDigest;
import java.util.Arrays;

/**
 * Makes and checks the cookies of handshakes without remembering any (RFC 7016 §3.5.1.1.2): the time, a proof that it
 * was written here, and a proof of the address it was written for. Belongs to one thread; whoever has the same secret
 * accepts each other's cookies.
 */
public final class Cookies {

    /** Bytes of a cookie: librtmfp and others refuse any other size. */
    public static final int SIZE = 64;

    /** How long a cookie is good: a little more than an initiator tries. */
    static final long LIFETIME_MS = 120_000;

    private static final int TIME_LENGTH = 8;
    private static final int ORIGIN_LENGTH = 24;

    private final HmacSha256 hmac;

    /** What a cookie that comes back is worth. */
    public enum Verdict {
        /** It came back from where it went. */
        VALID,
        /** It is ours, but went to another address. */
        OTHER_ADDRESS,
        /** It is too old, or not ours. */
        WORTHLESS
    }

    /** Cookies under this secret. */
    public Cookies(byte[] secret) {
        hmac = new HmacSha256(secret);
    }

    /** A cookie for this address. */
    public byte[] create(InetSocketAddress address, long nowMs) {
        WireWriter out = new WireWriter(SIZE);
        out.writeLong(nowMs);
        byte[] time = out.copySince(0);
        out.write(origin(time), 0, ORIGIN_LENGTH).write(place(time, address));
        return out.copySince(0);
    }

    /** Judges what came from this address. */
    public Verdict check(Slice cookie, InetSocketAddress address, long nowMs) {
        if (cookie.length() != SIZE) {
            return Verdict.WORTHLESS;
        }
        WireReader in = new WireReader(cookie);
        byte[] time = in.readSlice(TIME_LENGTH).toBytes();
        byte[] origin = in.readSlice(ORIGIN_LENGTH).toBytes();
        WireReader timeReader = new WireReader(Slice.of(time));
        long age = nowMs - ((long) timeReader.readInt() << 32 | (timeReader.readInt() & 0xFFFFFFFFL));
        boolean ours = MessageDigest.isEqual(Arrays.copyOf(origin(time), ORIGIN_LENGTH), origin);
        if (!ours || age < 0 || age > LIFETIME_MS) {
            return Verdict.WORTHLESS;
        }
        boolean same = MessageDigest.isEqual(place(time, address), in.readRest().toBytes());
        return same ? Verdict.VALID : Verdict.OTHER_ADDRESS;
    }

    private byte[] origin(byte[] time) {
        return hmac.digest(time);
    }

    private byte[] place(byte[] time, InetSocketAddress address) {
        byte[] ip = address.getAddress().getAddress();
        byte[] port = {(byte) (address.getPort() >> 8), (byte) address.getPort()};
        return hmac.update(time, 0, time.length).update(ip, 0, ip.length).digest(port);
    }
}
