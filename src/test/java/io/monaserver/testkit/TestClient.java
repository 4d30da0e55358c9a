package io.monaserver.testkit;

import io.monaserver.codec.DataEncoder;
import io.monaserver.codec.DataFormat;
import io.monaserver.codec.DataReader;
import io.monaserver.common.ClientId;
import io.monaserver.domain.Client;
import io.monaserver.domain.Effect;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/** A client without a connection that keeps what was done to it. */
public record TestClient(ClientId id, String path, DataFormat format, List<Effect> effects) implements Client {

    /** A format in which nothing is ever written. */
    public static final DataFormat NO_FORMAT = new DataFormat() {
        @Override
        public String name() {
            return "none";
        }

        @Override
        public DataReader newReader(byte[] data, int offset, int length) {
            return writer -> false;
        }

        @Override
        public DataEncoder newEncoder() {
            throw new UnsupportedOperationException("this client understands nothing");
        }
    };

    public static TestClient of(String path) {
        return of(path, NO_FORMAT);
    }

    public static TestClient of(String path, DataFormat format) {
        return new TestClient(ClientId.random(), path, format, new CopyOnWriteArrayList<>());
    }

    @Override
    public String protocol() {
        return "Test";
    }

    @Override
    public InetSocketAddress address() {
        return InetSocketAddress.createUnresolved("192.0.2.1", 4711);
    }

    @Override
    public String query() {
        return "";
    }

    @Override
    public Map<String, String> properties() {
        return Map.of();
    }

    @Override
    public Map<String, String> parameters() {
        return Map.of();
    }

    @Override
    public int pingMs() {
        return 0;
    }

    @Override
    public long lastReceptionMs() {
        return 0;
    }

    @Override
    public void send(List<Effect> effects) {
        this.effects.addAll(effects);
    }
}
