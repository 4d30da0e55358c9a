package io.monaserver.protocol.rtmfp;

import io.monaserver.protocol.rtmfp.flow.MessageHandler;
import io.monaserver.protocol.rtmfp.flow.ReceiveFlow;
import io.monaserver.protocol.rtmfp.packet.Slice;
import io.monaserver.testkit.SimulatedNetwork;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;

/** An endpoint in a simulated network, which remembers what happens to it. */
final class Node implements EndpointHandler, SessionHandler, OpenHandler, MessageHandler {

    final SimulatedNetwork network;
    final Endpoint endpoint;
    InetSocketAddress address;
    final List<Session> sessions = new ArrayList<>();
    final List<ReceiveFlow> flows = new ArrayList<>();
    final List<byte[]> messages = new ArrayList<>();
    final List<String> events = new ArrayList<>();
    final Map<DropReason, Integer> drops = new EnumMap<>(DropReason.class);
    BiFunction<Hello, Boolean, HelloAnswer> onHello = (hello, forUs) -> forUs ? HelloAnswer.RESPOND : HelloAnswer.DROP;
    MessageHandler messageHandler = this;
    boolean networkOrder;
    long gaps;

    Node(SimulatedNetwork network, String ip, EndpointSettings settings) {
        this(network, ip, settings, KeyingExecutor.IN_PLACE);
    }

    Node(SimulatedNetwork network, String ip, EndpointSettings settings, KeyingExecutor keying) {
        this.network = network;
        this.address = new InetSocketAddress(ip, 1935);
        this.endpoint = new Endpoint(
                settings,
                this,
                new Endpoint.Environment(
                        network.clock,
                        network.random,
                        (bytes, length, to) -> network.send(bytes, length, address, to),
                        keying,
                        SessionIds.ALONE));
        network.attach(address, endpoint);
    }

    void moveTo(String ip) {
        network.detach(address);
        address = new InetSocketAddress(ip, 1935);
        network.attach(address, endpoint);
    }

    Session session() {
        return sessions.get(sessions.size() - 1);
    }

    int drops(DropReason reason) {
        return drops.getOrDefault(reason, 0);
    }

    @Override
    public HelloAnswer onHello(Hello hello, boolean forUs) {
        return onHello.apply(hello, forUs);
    }

    @Override
    public SessionHandler onSession(Session session) {
        sessions.add(session);
        return this;
    }

    @Override
    public SessionHandler onOpen(Session session) {
        sessions.add(session);
        return this;
    }

    @Override
    public void onFailed() {
        events.add("failed");
    }

    @Override
    public void onDrop(DropReason reason) {
        drops.merge(reason, 1, Integer::sum);
    }

    @Override
    public void onClosed(Session session, CloseReason reason) {
        events.add("closed " + reason);
    }

    @Override
    public void onAddressChanged(Session session, InetSocketAddress before) {
        events.add("moved from " + before.getHostString());
    }

    @Override
    public MessageHandler onFlow(ReceiveFlow flow) {
        if (new String(flow.metadata(), java.nio.charset.StandardCharsets.UTF_8).startsWith("no")) {
            return null;
        }
        flows.add(flow);
        if (networkOrder) {
            flow.deliverInNetworkOrder();
        }
        return messageHandler;
    }

    @Override
    public void onMessage(ReceiveFlow flow, Slice message) {
        messages.add(message.toBytes());
    }

    @Override
    public void onGap(ReceiveFlow flow, long fragments) {
        gaps += fragments;
    }

    @Override
    public void onComplete(ReceiveFlow flow) {
        events.add("complete");
    }

    @Override
    public void onAborted(ReceiveFlow flow) {
        events.add("aborted");
    }
}
