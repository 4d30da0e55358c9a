package io.monaserver.protocol.rtmfp.keying;

import io.monaserver.protocol.crypto.DhGroup;
import io.monaserver.protocol.crypto.DiffieHellman;
import io.monaserver.protocol.rtmfp.packet.MalformedPacketException;
import io.monaserver.protocol.rtmfp.packet.WireWriter;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * One end's way to the session's keys, for all four pairs of static and ephemeral certificates (§4.6.1). Costs
 * milliseconds of computing: made for other threads than the sessions', touched by one at a time.
 */
public final class KeyAgreement {

    /** Between 16 and 64 bytes (§4.5.2.2). */
    private static final int SALT_LENGTH = 64;

    private static final int COMPONENT_CAPACITY = 640;

    private final DiffieHellman side;
    private final KeyingComponent near;
    private final PacketProtection protection;

    private KeyAgreement(DiffieHellman side, KeyingComponent near, PacketProtection protection) {
        this.side = side;
        this.near = near;
        this.protection = protection;
    }

    /**
     * The result of an agreement.
     *
     * @param component what to tell the other end
     * @param keys what both ends have now
     */
    public record Agreed(byte[] component, SessionKeys keys) {}

    /** The group in which an initiator's component wants to agree, by which the cost can be told; null if none. */
    public static @Nullable DhGroup groupOf(byte[] initiatorComponent) {
        return new KeyingComponent(initiatorComponent).group();
    }

    /** Begins as the initiator toward a responder of this certificate, in the first group that both have. */
    public static KeyAgreement initiate(
            Identity identity, Certificate responder, PacketProtection protection, Random random) {
        DhGroup group = identity.certificate().groups().stream()
                .filter(responder.groups()::contains)
                .findFirst()
                .orElseThrow(() -> new MalformedPacketException("Diffie-Hellman groups in common: 0 (expected: 1)"));
        WireWriter out = new WireWriter(COMPONENT_CAPACITY);
        DiffieHellman side = identity.staticSide(group);
        if (side == null) {
            side = new DiffieHellman(group);
            KeyingComponent.writeEphemeralKey(out, group, side.publicKey());
        } else {
            KeyingComponent.writeGroupSelect(out, group);
            writeSalt(out, random);
        }
        KeyingComponent.writeNegotiation(
                out,
                PacketProtection.initiatorFlags(protection.hmac()),
                PacketProtection.HMAC_LENGTH,
                PacketProtection.initiatorFlags(protection.sequence()));
        return new KeyAgreement(side, new KeyingComponent(out.copySince(0)), protection);
    }

    /** What the initiator tells the responder. */
    public byte[] component() {
        return near.encoded();
    }

    /**
     * The initiator's keys, once the responder's component is there.
     *
     * @throws MalformedPacketException if there is no agreement
     */
    public SessionKeys complete(Certificate responder, byte[] responderComponent) {
        KeyingComponent far = new KeyingComponent(responderComponent);
        if (far.ephemeralKey() != null && far.group() != side.group()) {
            throw new MalformedPacketException(
                    "responder's group: " + far.group() + " (expected: " + side.group() + ")");
        }
        return derive(farKey(responder, far), far);
    }

    /**
     * Both steps of the responder.
     *
     * @throws MalformedPacketException if there is no agreement
     */
    public static Agreed respond(
            Identity identity,
            Certificate initiator,
            byte[] initiatorComponent,
            PacketProtection protection,
            Random random) {
        KeyingComponent far = new KeyingComponent(initiatorComponent);
        DhGroup group = far.group();
        if (group == null || !identity.certificate().groups().contains(group)) {
            throw new MalformedPacketException("initiator's group: " + group + " (expected: one of "
                    + identity.certificate().groups() + ")");
        }
        WireWriter out = new WireWriter(COMPONENT_CAPACITY);
        int hmacFlags = PacketProtection.responderFlags(protection.hmac(), far.hmacFlag(KeyingComponent.REQUEST));
        KeyingComponent.writeNegotiation(
                out,
                hmacFlags,
                hmacFlags == 0 ? 0 : PacketProtection.HMAC_LENGTH,
                PacketProtection.responderFlags(protection.sequence(), far.sequenceFlag(KeyingComponent.REQUEST)));
        DiffieHellman side = identity.staticSide(group);
        if (side == null) {
            side = new DiffieHellman(group);
            KeyingComponent.writeEphemeralKey(out, group, side.publicKey());
        } else {
            writeSalt(out, random);
        }
        KeyAgreement agreement = new KeyAgreement(side, new KeyingComponent(out.copySince(0)), protection);
        return new Agreed(agreement.component(), agreement.derive(agreement.farKey(initiator, far), far));
    }

    /** §4.5.2.1: a certificate with static keys forbids ephemeral ones, one without demands them. */
    private byte[] farKey(Certificate certificate, KeyingComponent far) {
        byte[] fixed = certificate.staticKey(side.group());
        byte[] ephemeral = far.ephemeralKey();
        if (certificate.isEphemeral() == (ephemeral == null)) {
            throw new MalformedPacketException("ephemeral key: " + (ephemeral == null ? "none" : "sent")
                    + " (expected: if and only if the certificate has no static ones)");
        }
        byte[] key = ephemeral == null ? fixed : ephemeral;
        if (key == null || !side.group().isAcceptable(key)) {
            throw new MalformedPacketException("public key: missing or weak (expected: RFC 7425 §4.6.2)");
        }
        return key;
    }

    private SessionKeys derive(byte[] farKey, KeyingComponent far) {
        return SessionKeys.derive(side.agreeStripped(farKey), near, far, protection);
    }

    private static void writeSalt(WireWriter out, Random random) {
        byte[] salt = new byte[SALT_LENGTH];
        random.nextBytes(salt);
        KeyingComponent.writeRandomness(out, salt);
    }
}
