package io.monaserver.protocol.rtmfp.keying;

import io.monaserver.common.ClientId;
import io.monaserver.protocol.rtmfp.packet.MalformedPacketException;
import io.monaserver.protocol.rtmfp.packet.Option;
import io.monaserver.protocol.rtmfp.packet.Slice;
import io.monaserver.protocol.rtmfp.packet.WireWriter;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Whom an initiator looks for (§4.4): an application by URL, or a peer by the fingerprint of its certificate. */
public final class EndpointDiscriminator {

    private static final int HOSTNAME = 0x00;
    private static final int ANCILLARY_DATA = 0x0A;
    private static final int FINGERPRINT = 0x0F;

    private final Slice encoded;
    private @Nullable Slice hostname;
    private @Nullable Slice ancillaryData;
    private @Nullable Slice fingerprint;

    private EndpointDiscriminator(Slice encoded) {
        this.encoded = encoded;
        for (Option option : Option.readAll(encoded)) {
            if (option.type() == HOSTNAME) {
                hostname = once(hostname, option);
            } else if (option.type() == ANCILLARY_DATA) {
                ancillaryData = once(ancillaryData, option);
            } else if (option.type() == FINGERPRINT) {
                fingerprint = once(fingerprint, option);
            }
        }
        if (fingerprint != null && fingerprint.length() != ClientId.SIZE) {
            throw new MalformedPacketException(
                    "fingerprint length: " + fingerprint.length() + " (expected: " + ClientId.SIZE + ")");
        }
    }

    /**
     * Reads a discriminator; it lives as long as these bytes.
     *
     * @throws MalformedPacketException if it is none
     */
    public static EndpointDiscriminator read(Slice encoded) {
        return new EndpointDiscriminator(encoded);
    }

    /** Looks for a server's application. */
    public static EndpointDiscriminator ofUrl(String url) {
        byte[] value = url.getBytes(StandardCharsets.UTF_8);
        return new EndpointDiscriminator(Slice.of(new WireWriter(value.length + 16)
                .writeOption(ANCILLARY_DATA, value)
                .copySince(0)));
    }

    /** Looks for a peer: the canonical form (§4.4.4). */
    public static EndpointDiscriminator ofPeer(ClientId peerId) {
        return new EndpointDiscriminator(Slice.of(new WireWriter(2 + ClientId.SIZE)
                .writeOption(FINGERPRINT, peerId.toBytes())
                .copySince(0)));
    }

    /** §4.4.2.1, §4.4.2.2, §4.4.2.3: each kind at most once. */
    private static Slice once(@Nullable Slice before, Option option) {
        if (before != null) {
            throw new MalformedPacketException(
                    "discriminator options of type " + option.type() + ": 2 (expected: at most 1)");
        }
        return option.value();
    }

    /** The bytes as sent. */
    public Slice encoded() {
        return encoded;
    }

    /** The URL, null if it is not what is looked for. */
    public @Nullable String url() {
        return ancillaryData == null
                ? null
                : new String(
                        ancillaryData.array(), ancillaryData.offset(), ancillaryData.length(), StandardCharsets.UTF_8);
    }

    /** The peer id, null if it is not what is looked for. */
    public @Nullable ClientId peerId() {
        return fingerprint == null ? null : ClientId.of(fingerprint.toBytes());
    }

    /** §4.4.3: whether this certificate is looked for. */
    public boolean selects(Certificate certificate) {
        if (fingerprint != null) {
            return fingerprint.isEqualTo(certificate.fingerprint().toBytes());
        }
        if (hostname != null && !Objects.equals(hostname, certificate.hostname())) {
            return false;
        }
        if (ancillaryData != null) {
            return certificate.acceptsAncillaryData();
        }
        return hostname != null;
    }
}
