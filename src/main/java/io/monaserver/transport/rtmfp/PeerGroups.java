package io.monaserver.transport.rtmfp;

import io.monaserver.common.ClientId;
import io.monaserver.domain.group.Member;
import io.monaserver.protocol.crypto.Sha256;
import io.monaserver.protocol.rtmfp.flash.FlowMetadata;
import io.monaserver.protocol.rtmfp.flow.MessageHandler;
import io.monaserver.protocol.rtmfp.flow.ReceiveFlow;
import io.monaserver.protocol.rtmfp.flow.Reliability;
import io.monaserver.protocol.rtmfp.flow.SendFlow;
import io.monaserver.protocol.rtmfp.packet.MalformedPacketException;
import io.monaserver.protocol.rtmfp.packet.Slice;
import io.monaserver.protocol.rtmfp.packet.WireReader;
import io.monaserver.transport.flash.FlashSession;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The NetGroups of one client. It joins by a flow with metadata "GC" whose message names the group, hears of other
 * members on a flow that answers it, and leaves by closing its own. Belongs to the session's loop.
 */
final class PeerGroups {

    /** The one message from a client; where other flows have the type of an RTMP message. */
    private static final int JOIN = 0x01;

    /** A member that the client is to meet. */
    private static final byte[] MEMBER = {0x0B};

    /** The group's id is the digest of the text that follows; after any other mark comes the id itself. */
    private static final int NAMED = 0x10;

    private final RtmfpPeer peer;
    private final PeerFlows flows;
    private final Map<ClientId, GroupFlow> joined = new HashMap<>();

    PeerGroups(RtmfpPeer peer, PeerFlows flows) {
        this.peer = peer;
        this.flows = flows;
    }

    MessageHandler onFlow() {
        return new GroupFlow();
    }

    /** One flow of the client, and the flow on which its group's members are told. */
    private final class GroupFlow implements MessageHandler, Member {

        private @Nullable ClientId group;
        private @Nullable SendFlow members;

        @Override
        public void onMessage(ReceiveFlow from, Slice message) {
            ClientId named = read(message);
            FlashSession flash = peer.flash();
            if (named == null || flash == null || joined.containsKey(named)) {
                return;
            }
            leave();
            group = named;
            joined.put(named, this);
            flash.joinGroup(named, this);
        }

        @Override
        public void onComplete(ReceiveFlow completed) {
            peer.onComplete(completed);
            leave();
        }

        @Override
        public void onAborted(ReceiveFlow aborted) {
            peer.onAborted(aborted);
            leave();
        }

        private void leave() {
            ClientId left = group;
            if (left == null) {
                return;
            }
            group = null;
            joined.remove(left, this);
            FlashSession flash = peer.flash();
            if (flash != null) {
                flash.leaveGroup(left);
            }
            if (members != null) {
                members.close();
                members = null;
            }
        }

        @Override
        public ClientId peer() {
            return peer.id();
        }

        /** Called on the group's thread. */
        @Override
        public void introduce(ClientId other) {
            peer.loop().loop().executor().execute(() -> tell(other));
        }

        private void tell(ClientId other) {
            if (group == null) {
                return;
            }
            if (members == null) {
                members = flows.open(FlowMetadata.ofGroup());
            }
            members.write(MEMBER, Slice.of(other.toBytes()), Reliability.FULL);
            peer.flush();
        }
    }

    /** {@code 01 | VLU n | mark | n - 1 bytes}; null if it is something else. */
    static @Nullable ClientId read(Slice message) {
        try {
            WireReader in = new WireReader(message);
            if (in.readByte() != JOIN) {
                return null;
            }
            WireReader name = new WireReader(in.readSized());
            boolean isNamed = name.readByte() == NAMED;
            byte[] rest = name.readRest().toBytes();
            if (isNamed) {
                return ClientId.of(Sha256.digest(rest));
            }
            return rest.length == ClientId.SIZE ? ClientId.of(rest) : null;
        } catch (MalformedPacketException expected) {
            return null;
        }
    }
}
