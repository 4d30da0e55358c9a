package io.monaserver.transport.rtmfp;

import io.monaserver.codec.DataFormatException;
import io.monaserver.codec.amf.AmfReader;
import io.monaserver.domain.MediaKind;
import io.monaserver.domain.MediaPacket;
import io.monaserver.protocol.flash.FlashCommand;
import io.monaserver.protocol.rtmfp.flash.FlowMessage;
import io.monaserver.protocol.rtmfp.flash.FlowSynchronizer;
import io.monaserver.protocol.rtmfp.flow.MessageHandler;
import io.monaserver.protocol.rtmfp.flow.ReceiveFlow;
import io.monaserver.protocol.rtmfp.packet.MalformedPacketException;
import io.monaserver.protocol.rtmfp.packet.Slice;
import io.monaserver.protocol.rtmp.MessageType;
import io.monaserver.transport.flash.FlashSession;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What one client says on the flows of its streams, for its Flash session. Belongs to the session's loop. */
final class PeerMessages {

    private static final Logger LOG = LoggerFactory.getLogger(PeerMessages.class);

    private static final String SET_PEER_INFO = "setPeerInfo";
    private static final int MAX_PEER_INFO = 64;

    private final RtmfpPeer peer;
    private final FlowSynchronizer barriers = new FlowSynchronizer();

    PeerMessages(RtmfpPeer peer) {
        this.peer = peer;
    }

    MessageHandler onFlow(int stream) {
        return new StreamFlow(stream);
    }

    private final class StreamFlow implements MessageHandler {

        private final int stream;
        private int type;

        StreamFlow(int stream) {
            this.stream = stream;
        }

        @Override
        public void onMessage(ReceiveFlow flow, Slice message) {
            type = message.isEmpty() ? 0 : message.at(0);
            take(flow, stream, message);
        }

        /** What is missing is taken to be of the kind of what came before it: most flows have one kind only. */
        @Override
        public void onGap(ReceiveFlow flow, long fragments) {
            FlashSession flash = peer.flash();
            if (flash != null && (type == MessageType.AUDIO || type == MessageType.VIDEO)) {
                flash.onLost(stream, type == MessageType.AUDIO ? MediaKind.AUDIO : MediaKind.VIDEO);
            }
        }

        @Override
        public void onComplete(ReceiveFlow flow) {
            peer.onComplete(flow);
        }

        @Override
        public void onAborted(ReceiveFlow flow) {
            peer.onAborted(flow);
        }
    }

    private void take(ReceiveFlow flow, int stream, Slice bytes) {
        peer.heard();
        try {
            FlowMessage message = FlowMessage.read(bytes);
            if (!barriers.take(flow, message)) {
                dispatch(stream, message);
            }
        } catch (MalformedPacketException | DataFormatException e) {
            peer.fail(String.valueOf(e.getMessage()));
        }
    }

    /** RFC 7425 §5.1: the types that manage RTMP's chunks mean nothing here. */
    private void dispatch(int stream, FlowMessage message) {
        byte[] payload = message.payload().toBytes();
        switch (message.type()) {
            case MessageType.AUDIO -> media(stream, MediaPacket.audio(message.timestamp(), payload));
            case MessageType.VIDEO -> media(stream, MediaPacket.video(message.timestamp(), payload));
            case MessageType.DATA_AMF0 -> data(stream, message, payload, 0);
            case MessageType.DATA_AMF3 -> data(stream, message, payload, valuesOffset(payload));
            case MessageType.COMMAND_AMF0 -> command(stream, FlashCommand.decode(payload, 0));
            case MessageType.COMMAND_AMF3 -> command(stream, FlashCommand.decode(payload, valuesOffset(payload)));
            default -> LOG.debug("RTMFP message of type {} ignored", message.type());
        }
    }

    private static int valuesOffset(byte[] payload) {
        return payload.length > 0 && payload[0] == 0 ? 1 : 0;
    }

    private void command(int stream, FlashCommand command) {
        FlashSession flash = peer.beginFlash();
        if (command.name().equals(SET_PEER_INFO)) {
            peer.onPeerInfo(texts(command.arguments()));
            return;
        }
        if (command.name().equals(FlashCommand.CONNECT)) {
            peer.onServerNamed(OwnAddress.hostOf(command.object().get("tcUrl")));
        }
        flash.onCommand(stream, command);
    }

    private static List<String> texts(AmfReader arguments) {
        List<String> texts = new ArrayList<>();
        for (String text = arguments.nextText();
                text != null && texts.size() < MAX_PEER_INFO;
                text = arguments.nextText()) {
            texts.add(text);
        }
        return texts;
    }

    private void media(int stream, MediaPacket packet) {
        FlashSession flash = peer.flash();
        if (flash != null) {
            flash.onMedia(stream, packet);
        }
    }

    private void data(int stream, FlowMessage message, byte[] payload, int offset) {
        FlashSession flash = peer.flash();
        if (flash != null) {
            flash.onData(stream, message.timestamp(), payload, offset);
        }
    }
}
