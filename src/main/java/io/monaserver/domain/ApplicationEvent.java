package io.monaserver.domain;

import io.monaserver.codec.DataReader;
import io.monaserver.common.ClientId;
import java.net.InetSocketAddress;
import java.util.List;

/**
 * What scripts are told. Sent to one actor that finds the application by the client's path and runs the handler on the
 * script lane. Events with a reply are always answered, also when the lane is overloaded or the script breaks.
 *
 * <p>A client that leaves before its answer came is followed by the closing event all the same ({@link Disconnected},
 * {@link Unpublished}, {@link Unsubscribed}); after a refusal these mean nothing and raise no script event.
 */
public sealed interface ApplicationEvent {

    /** A client wants in. It is in {@code mona.clients} from the moment it is accepted. */
    record Connecting(Client client, DataReader arguments, Reply<ConnectOutcome> reply) implements ApplicationEvent {}

    /** An accepted client has gone. */
    record Disconnected(Client client) implements ApplicationEvent {}

    /** A client calls a function; an empty name is {@code onMessage}. */
    record Called(Client client, String name, DataReader arguments, Reply<CallOutcome> reply)
            implements ApplicationEvent {}

    /** A client wants to read a file of its application's folder; which need not exist. */
    record Reading(Client client, String file, DataReader parameters, Reply<ReadOutcome> reply)
            implements ApplicationEvent {}

    /** A client wants to publish; the stream is not running yet. */
    record Publishing(Client client, Stream stream, Reply<Decision> reply) implements ApplicationEvent {}

    /** A client's publication has ended, or its claim was given back after the decision. */
    record Unpublished(Client client, Stream stream) implements ApplicationEvent {}

    /** A client wants to listen. */
    record Subscribing(StreamListener listener, Reply<Decision> reply) implements ApplicationEvent {}

    /** A listener has gone. */
    record Unsubscribed(StreamListener listener) implements ApplicationEvent {}

    /** A client has joined a group. */
    record GroupJoined(Client client, ClientId group) implements ApplicationEvent {}

    /** A client has left a group. */
    record GroupLeft(Client client, ClientId group) implements ApplicationEvent {}

    /** A client has moved to another address. */
    record AddressChanged(Client client, InetSocketAddress before, InetSocketAddress now) implements ApplicationEvent {}

    /** Somebody says hello, who may be sent elsewhere. */
    record Handshaking(Newcomer newcomer, Reply<Referral> reply) implements ApplicationEvent {}

    /** Somebody looks for a peer that is not here. */
    record PeerSought(String protocol, ClientId peer, Reply<Referral> reply) implements ApplicationEvent {}

    /** A link to another server is up. */
    record ServerConnected(ServerInfo server, ServerChannel channel) implements ApplicationEvent {}

    /**
     * Another server calls functions.
     *
     * @param calls in their order
     * @param handled to be run when all are done: more may come then
     */
    record ServerCalled(ServerInfo server, List<ServerCall> calls, Runnable handled) implements ApplicationEvent {}

    /** A link to another server is down. */
    record ServerDisconnected(ServerInfo server, String reason) implements ApplicationEvent {}
}
