package io.monaserver.protocol.rtmfp.keying;

import io.monaserver.common.ClientId;
import io.monaserver.protocol.crypto.DhGroup;
import io.monaserver.protocol.crypto.Sha256;
import io.monaserver.protocol.rtmfp.packet.MalformedPacketException;
import io.monaserver.protocol.rtmfp.packet.Option;
import io.monaserver.protocol.rtmfp.packet.Slice;
import io.monaserver.protocol.rtmfp.packet.WireReader;
import io.monaserver.protocol.rtmfp.packet.WireWriter;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who an endpoint is (§4.3). Any well-formed certificate is authentic (§4.3.4); one with static keys proves itself when
 * packets under the agreed keys arrive.
 */
public final class Certificate {

    private static final int HOSTNAME = 0x00;
    private static final int ACCEPTS_ANCILLARY_DATA = 0x0A;
    private static final int EXTRA_RANDOMNESS = 0x0E;
    private static final int SUPPORTED_EPHEMERAL_GROUP = 0x15;
    private static final int STATIC_PUBLIC_KEY = 0x1D;

    private final byte[] encoded;
    private final Set<DhGroup> ephemeralGroups = EnumSet.noneOf(DhGroup.class);
    private final Map<DhGroup, byte[]> staticKeys = new EnumMap<>(DhGroup.class);
    private @Nullable Slice hostname;
    private boolean acceptsAncillaryData;
    private boolean ephemeral;
    private final ClientId fingerprint;

    private Certificate(byte[] encoded) {
        this.encoded = encoded;
        WireReader in = new WireReader(Slice.of(encoded));
        int canonicalLength = 0;
        boolean canonical = true;
        while (in.remaining() > 0) {
            Option option = Option.read(in);
            canonical &= option != null;
            if (canonical && option != null) {
                apply(option);
                canonicalLength = in.position();
            }
        }
        if (ephemeral && !staticKeys.isEmpty()) {
            throw new MalformedPacketException("certificate keys: static and ephemeral (expected: one kind)");
        }
        fingerprint = ClientId.of(Sha256.digest(encoded, 0, canonicalLength));
    }

    /**
     * Reads a certificate, of which it keeps a copy.
     *
     * @throws MalformedPacketException if it is none
     */
    public static Certificate read(Slice encoded) {
        return new Certificate(encoded.toBytes());
    }

    /** The certificate of a server: any of these groups, a new key for every session (§4.3.3.4). */
    static Certificate ephemeral(Set<DhGroup> groups, byte[] randomness) {
        WireWriter out = new WireWriter(randomness.length + 64);
        out.writeOption(ACCEPTS_ANCILLARY_DATA, new byte[0]).writeOption(EXTRA_RANDOMNESS, randomness);
        for (DhGroup group : groups) {
            out.writeOption(SUPPORTED_EPHEMERAL_GROUP, new byte[] {(byte) group.id()});
        }
        return new Certificate(out.copySince(0));
    }

    /** The certificate of a client: keys that it has for good (§4.3.3.5). */
    static Certificate fixed(Map<DhGroup, byte[]> keys) {
        WireWriter out = new WireWriter(keys.size() * 600);
        keys.forEach((group, key) -> KeyingComponent.writeKey(out, STATIC_PUBLIC_KEY, group, key));
        return new Certificate(out.copySince(0));
    }

    /** §4.3.3: options that are not understood are ignored, and so are groups; §4.3.3.2 stands for itself. */
    private void apply(Option option) {
        WireReader value = new WireReader(option.value());
        if (option.type() == HOSTNAME) {
            if (hostname != null) {
                throw new MalformedPacketException("certificate hostnames: 2 (expected: at most 1)");
            }
            hostname = option.value();
        } else if (option.type() == ACCEPTS_ANCILLARY_DATA) {
            acceptsAncillaryData = true;
        } else if (option.type() == SUPPORTED_EPHEMERAL_GROUP) {
            ephemeral = true;
            DhGroup group = DhGroup.of(value.readVlu());
            if (group != null) {
                ephemeralGroups.add(group);
            }
        } else if (option.type() == STATIC_PUBLIC_KEY) {
            DhGroup group = DhGroup.of(value.readVlu());
            if (group != null) {
                staticKeys.putIfAbsent(group, value.readRest().toBytes());
            }
        }
    }

    /** The bytes as sent. */
    public Slice encoded() {
        return Slice.of(encoded);
    }

    /** The peer id: SHA-256 of what precedes the first marker (§4.3.2). */
    public ClientId fingerprint() {
        return fingerprint;
    }

    /** Whether new keys are made for every session. */
    public boolean isEphemeral() {
        return staticKeys.isEmpty();
    }

    /** The static public key of this group, null if there is none. */
    public byte @Nullable [] staticKey(DhGroup group) {
        return staticKeys.get(group);
    }

    /** The groups in which keys can be agreed on. */
    public Set<DhGroup> groups() {
        return staticKeys.isEmpty() ? ephemeralGroups : staticKeys.keySet();
    }

    /** Whether it may be asked for by URL. */
    public boolean acceptsAncillaryData() {
        return acceptsAncillaryData;
    }

    /** The host name, null if it has none. */
    public @Nullable Slice hostname() {
        return hostname;
    }

    /** §4.3.7: whether a session of this one ends one of the other. */
    public boolean overrides(Certificate other) {
        return encoded().equals(other.encoded());
    }

    /** §4.3.6: whether the owner of this one stays initiator when both ends called each other at once. */
    public boolean prevailsOver(Certificate far) {
        return Arrays.compareUnsigned(encoded, far.encoded) <= 0;
    }
}
