package io.monaserver.protocol.rtmfp;

import io.monaserver.protocol.crypto.HmacSha256;
import io.monaserver.protocol.rtmfp.packet.Slice;
import io.monaserver.protocol.rtmfp.packet.WireReader;
import io.monaserver.protocol.rtmfp.packet.WireWriter;
import java.net.InetSocketAddress;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** Where the other end is: another place counts only once it is sure that packets come from there (§3.5.4.2). */
final class FarAddress {

    private static final int MARK = 'M';
    private static final int LENGTH = 1 + 8 + HmacSha256.SIZE;
    private static final int SIGNED = 9;
    private static final long INTERVAL_MS = 1000;
    private static final long LIFETIME_MS = 120_000;

    private final byte[] secret = new byte[16];
    private InetSocketAddress current;
    private long askedAt = Long.MIN_VALUE / 2;
    private long answeredAt = Long.MIN_VALUE / 2;

    FarAddress(InetSocketAddress first, Random random) {
        current = first;
        random.nextBytes(secret);
    }

    InetSocketAddress current() {
        return current;
    }

    /** Whether packets from there are a reason to ask there, which is so once a second at most. */
    boolean isToAsk(InetSocketAddress from, long now) {
        return !from.equals(current) && now - askedAt >= INTERVAL_MS;
    }

    /** What to ping a new address with. */
    byte[] ask(InetSocketAddress address, long now) {
        askedAt = now;
        WireWriter out = new WireWriter(LENGTH);
        out.writeByte(MARK).writeLong(now);
        return out.write(proof(out.copySince(0), address)).copySince(0);
    }

    /** Takes a ping's reply; returns the address before if the other end has moved, null if it has not. */
    @Nullable
    InetSocketAddress move(Slice reply, InetSocketAddress from, long now) {
        if (from.equals(current) || !proves(reply, from, now)) {
            return null;
        }
        InetSocketAddress before = current;
        current = from;
        return before;
    }

    private boolean proves(Slice reply, InetSocketAddress from, long now) {
        if (reply.length() != LENGTH || reply.at(0) != MARK) {
            return false;
        }
        WireReader in = new WireReader(reply);
        byte[] signed = in.readSlice(SIGNED).toBytes();
        WireReader time = new WireReader(signed, 1, SIGNED - 1);
        long at = (long) time.readInt() << 32 | (time.readInt() & 0xFFFFFFFFL);
        boolean fresh = at > answeredAt && at <= now && now - at <= LIFETIME_MS;
        if (!fresh || !in.readRest().isEqualTo(proof(signed, from))) {
            return false;
        }
        answeredAt = at;
        return true;
    }

    private byte[] proof(byte[] signed, InetSocketAddress address) {
        byte[] ip = address.getAddress().getAddress();
        byte[] port = {(byte) (address.getPort() >> 8), (byte) address.getPort()};
        HmacSha256 hmac = new HmacSha256(secret);
        return hmac.update(signed, 0, signed.length).update(ip, 0, ip.length).digest(port);
    }
}
