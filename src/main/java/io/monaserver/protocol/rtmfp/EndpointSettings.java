package io.monaserver.protocol.rtmfp;

import io.monaserver.protocol.rtmfp.keying.Identity;
import io.monaserver.protocol.rtmfp.keying.PacketProtection;

/**
 * What an endpoint is.
 *
 * @param identity who it is
 * @param cookieSecret endpoints that take each other's handshakes have the same
 * @param protection what it wants of packets
 * @param packetBytes the largest datagram it sends, without padding
 * @param flowCapacity bytes that may wait in a received flow
 * @param keepalive when it gives up
 * @param role what it is to others
 */
public record EndpointSettings(
        Identity identity,
        byte[] cookieSecret,
        PacketProtection protection,
        int packetBytes,
        int flowCapacity,
        KeepaliveSettings keepalive,
        Role role) {

    /** MonaServer's; with padding it passes wherever IPv6 does (1280 bytes). */
    public static final int PACKET_BYTES = 1192;

    private static final int FLOW_CAPACITY = 1 << 20;

    /** How an endpoint stands to the others. */
    public enum Role {
        /** Its sessions lead everywhere; nobody passes hellos on to it. */
        SERVER,
        /** Its sessions share one uplink; it answers hellos that its server passes on. */
        CLIENT
    }

    /** A server. */
    public static EndpointSettings server(Identity identity, byte[] cookieSecret) {
        return new EndpointSettings(
                identity,
                cookieSecret,
                PacketProtection.ON_REQUEST,
                PACKET_BYTES,
                FLOW_CAPACITY,
                KeepaliveSettings.SERVER,
                Role.SERVER);
    }

    /** A client. */
    public static EndpointSettings client(Identity identity, byte[] cookieSecret) {
        return new EndpointSettings(
                identity,
                cookieSecret,
                PacketProtection.ON_REQUEST,
                PACKET_BYTES,
                FLOW_CAPACITY,
                KeepaliveSettings.SERVER,
                Role.CLIENT);
    }

    /** The same with other wishes about packets. */
    public EndpointSettings withProtection(PacketProtection wanted) {
        return new EndpointSettings(identity, cookieSecret, wanted, packetBytes, flowCapacity, keepalive, role);
    }

    /** The same with other patience. */
    public EndpointSettings withKeepalive(KeepaliveSettings wanted) {
        return new EndpointSettings(identity, cookieSecret, protection, packetBytes, flowCapacity, wanted, role);
    }
}
