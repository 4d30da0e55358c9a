package io.monaserver.cluster.relay;

import io.monaserver.common.ClientId;
import io.monaserver.domain.Loop;
import io.monaserver.domain.publication.ListenRequest;
import io.monaserver.domain.publication.Listener;
import io.monaserver.domain.publication.PublicationRegistry;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.pekko.NotUsed;
import org.apache.pekko.stream.javadsl.Source;

/** Opens the owner's ends of relays. */
public final class RelaySender {

    private static final Map<String, String> AT_ONCE = Map.of("mergeWrite", "0");

    private final PublicationRegistry publications;
    private final Supplier<Loop> loops;
    private final RelayPulse pulse;

    /**
     * Sends this node's publications.
     *
     * @param loops gives the event loop on which a relay's end lives
     */
    public RelaySender(PublicationRegistry publications, Supplier<Loop> loops) {
        this.publications = publications;
        this.loops = loops;
        this.pulse = new RelayPulse(loops.get().executor());
    }

    /**
     * Listens to a name of this node.
     *
     * @param to the node that gets it
     * @return the stream to be run there
     */
    public Source<byte[], NotUsed> open(String name, InetSocketAddress to) {
        Loop loop = loops.get();
        RelayQueue queue = new RelayQueue();
        RelayClient client = new RelayClient(ClientId.random(), to);
        RelayOut sink = new RelayOut(loop.executor(), queue, pulse);
        Listener listener = publications.listen(client, new ListenRequest(name, AT_ONCE, sink), loop);
        loop.executor().execute(listener::join);
        return Source.fromGraph(new RelaySource(queue, () -> loop.executor().execute(listener::leave)));
    }
}
