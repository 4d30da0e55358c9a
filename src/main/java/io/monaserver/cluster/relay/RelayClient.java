package io.monaserver.cluster.relay;

import io.monaserver.codec.DataFormat;
import io.monaserver.codec.amf.Amf3Format;
import io.monaserver.common.ClientId;
import io.monaserver.domain.Client;
import io.monaserver.domain.Effect;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;

/**
 * Another node in the place of a client: who listens when a publication is relayed. Scripts never see it.
 *
 * @param address where its link listens
 */
record RelayClient(ClientId id, InetSocketAddress address) implements Client {

    @Override
    public String protocol() {
        return "relay";
    }

    @Override
    public String path() {
        return "";
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
    public DataFormat format() {
        return Amf3Format.INSTANCE;
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
        // There are none without a script that knows it.
    }
}
