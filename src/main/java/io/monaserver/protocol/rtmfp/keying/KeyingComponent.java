package io.monaserver.protocol.rtmfp.keying;

import io.monaserver.protocol.crypto.DhGroup;
import io.monaserver.protocol.rtmfp.packet.MalformedPacketException;
import io.monaserver.protocol.rtmfp.packet.Option;
import io.monaserver.protocol.rtmfp.packet.Slice;
import io.monaserver.protocol.rtmfp.packet.WireReader;
import io.monaserver.protocol.rtmfp.packet.WireWriter;
import org.jspecify.annotations.Nullable;

/** One end's part of the key agreement (§4.5), as it was sent: the keys are made of these very bytes. */
final class KeyingComponent {

    static final int WILL_SEND_ALWAYS = 4;
    static final int WILL_SEND_ON_REQUEST = 2;
    static final int REQUEST = 1;

    private static final int EPHEMERAL_PUBLIC_KEY = 0x0D;
    private static final int EXTRA_RANDOMNESS = 0x0E;
    private static final int GROUP_SELECT = 0x1D;
    private static final int HMAC_NEGOTIATION = 0x1A;
    private static final int SEQUENCE_NEGOTIATION = 0x1E;

    private final byte[] encoded;
    private @Nullable DhGroup selectedGroup;
    private @Nullable DhGroup ephemeralGroup;
    private byte @Nullable [] ephemeralKey;
    private int hmacFlags;
    private long hmacLength;
    private int sequenceFlags;

    KeyingComponent(byte[] encoded) {
        this.encoded = encoded;
        Option.readAll(Slice.of(encoded)).forEach(this::apply);
        if (selectedGroup != null && ephemeralKey != null) {
            throw new MalformedPacketException("keying component: selects a group and brings a key (expected: one)");
        }
    }

    /** §4.5.2: options that are not understood are ignored, those that choose keys must not come twice. */
    private void apply(Option option) {
        WireReader value = new WireReader(option.value());
        if (option.type() == EPHEMERAL_PUBLIC_KEY) {
            requireFirst(ephemeralKey == null);
            ephemeralGroup = requireGroup(value.readVlu());
            ephemeralKey = value.readRest().toBytes();
        } else if (option.type() == GROUP_SELECT) {
            requireFirst(selectedGroup == null);
            selectedGroup = requireGroup(value.readVlu());
        } else if (option.type() == HMAC_NEGOTIATION) {
            hmacFlags = value.readByte();
            hmacLength = value.readVlu();
        } else if (option.type() == SEQUENCE_NEGOTIATION) {
            sequenceFlags = value.readByte();
        }
    }

    private static void requireFirst(boolean first) {
        if (!first) {
            throw new MalformedPacketException("keying component: two keys or groups (expected: one)");
        }
    }

    private static DhGroup requireGroup(long id) {
        DhGroup group = DhGroup.of(id);
        if (group == null) {
            throw new MalformedPacketException(
                    "Diffie-Hellman group: " + Long.toUnsignedString(id) + " (expected: 2, 5, 14 or 16)");
        }
        return group;
    }

    /** Writes what flags and lengths are offered; in the order in which librtmfp wants to see it. */
    static void writeNegotiation(WireWriter out, int hmacFlags, int hmacLength, int sequenceFlags) {
        out.writeOption(HMAC_NEGOTIATION, new byte[] {(byte) hmacFlags, (byte) hmacLength});
        out.writeOption(SEQUENCE_NEGOTIATION, new byte[] {(byte) sequenceFlags});
    }

    static void writeEphemeralKey(WireWriter out, DhGroup group, byte[] key) {
        writeKey(out, EPHEMERAL_PUBLIC_KEY, group, key);
    }

    static void writeRandomness(WireWriter out, byte[] randomness) {
        out.writeOption(EXTRA_RANDOMNESS, randomness);
    }

    static void writeGroupSelect(WireWriter out, DhGroup group) {
        out.writeOption(GROUP_SELECT, new byte[] {(byte) group.id()});
    }

    /** Writes an option that holds a group and a key; the key keeps its leading zeros, so that the layout is fixed. */
    static void writeKey(WireWriter out, int type, DhGroup group, byte[] key) {
        out.writeVlu(2L + key.length).writeVlu(type).writeVlu(group.id()).write(key);
    }

    byte[] encoded() {
        return encoded;
    }

    /** The group that the initiator chose, one way or the other; null if it chose none. */
    @Nullable
    DhGroup group() {
        return selectedGroup != null ? selectedGroup : ephemeralGroup;
    }

    /** The key made for this session, null if there is none. */
    byte @Nullable [] ephemeralKey() {
        return ephemeralKey;
    }

    boolean hmacFlag(int flag) {
        return (hmacFlags & flag) != 0;
    }

    long hmacLength() {
        return hmacLength;
    }

    boolean sequenceFlag(int flag) {
        return (sequenceFlags & flag) != 0;
    }
}
