package io.monaserver.domain.client;

import io.monaserver.codec.DataFormat;
import io.monaserver.common.ClientId;
import io.monaserver.domain.Client;
import io.monaserver.domain.Effect;
import io.monaserver.domain.Writer;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import org.apache.pekko.actor.typed.ActorRef;

/** A client's facts, with the way to its session. */
final class SessionClient implements Client {

    private final SessionRequest request;
    private final Writer writer;
    private final ActorRef<ClientSession.Command> session;
    private volatile InetSocketAddress address;

    /** Written on the script lane, read on the connection's loop. */
    private volatile boolean readsAreDecided = true;

    SessionClient(SessionRequest request, Writer writer, ActorRef<ClientSession.Command> session) {
        this.request = request;
        this.writer = writer;
        this.session = session;
        this.address = request.address();
    }

    @Override
    public ClientId id() {
        return request.id();
    }

    @Override
    public String protocol() {
        return request.protocol();
    }

    @Override
    public InetSocketAddress address() {
        return address;
    }

    void move(InetSocketAddress next) {
        address = next;
    }

    @Override
    public String path() {
        return request.path();
    }

    @Override
    public String query() {
        return request.query();
    }

    @Override
    public Map<String, String> properties() {
        return request.properties();
    }

    @Override
    public Map<String, String> parameters() {
        return request.parameters();
    }

    @Override
    public DataFormat format() {
        return request.format();
    }

    @Override
    public int pingMs() {
        return writer.pingMs();
    }

    @Override
    public long lastReceptionMs() {
        return writer.lastReceptionMs();
    }

    @Override
    public void decidesReads(boolean decides) {
        readsAreDecided = decides;
    }

    boolean readsAreDecided() {
        return readsAreDecided;
    }

    @Override
    public double lostRate() {
        return writer.lostRate();
    }

    @Override
    public boolean hasFlows() {
        return writer.hasFlows();
    }

    @Override
    public void send(List<Effect> effects) {
        session.tell(new ClientSession.Apply(effects));
    }

    @Override
    public String toString() {
        return protocol() + " client " + id().toString().substring(0, 8) + " of " + address();
    }
}
