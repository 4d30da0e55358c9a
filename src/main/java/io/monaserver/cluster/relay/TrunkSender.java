package io.monaserver.cluster.relay;

import io.monaserver.common.ClientId;
import io.monaserver.domain.Loop;
import io.monaserver.domain.publication.ListenRequest;
import io.monaserver.domain.publication.Listener;
import io.monaserver.domain.publication.PublicationRegistry;
import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.Map;
import org.apache.pekko.NotUsed;
import org.apache.pekko.stream.javadsl.Source;

/**
 * The owner's end of a trunk: listens to the publications that another node wants, each by a channel of which that node
 * chooses the number. Used by one actor; what it gives is one stream.
 */
public final class TrunkSender {

    private static final Map<String, String> AT_ONCE = Map.of("mergeWrite", "0");

    private final PublicationRegistry publications;
    private final Loop spare;
    private final InetSocketAddress to;
    private final TrunkQueue trunk;
    private final Map<Integer, Runnable> leaving = new HashMap<>();

    TrunkSender(PublicationRegistry publications, Loop spare, InetSocketAddress to, RelayPulse pulse) {
        this.publications = publications;
        this.spare = spare;
        this.to = to;
        this.trunk = new TrunkQueue(pulse);
    }

    /** The stream to be run by the other node, once. */
    public Source<byte[], NotUsed> source() {
        return Source.fromGraph(new TrunkSource(trunk));
    }

    /** Relays a name; the channel ends at once where nobody publishes it on this node. */
    public void open(int channel, String name) {
        close(channel);
        RelayQueue queue = trunk.open(channel);
        if (publications.use(name).isOwn()) {
            listen(channel, name, queue);
        } else {
            queue.complete();
            trunk.enlist(queue);
        }
    }

    /** Ends a relay. */
    public void close(int channel) {
        trunk.close(channel);
        Runnable leave = leaving.remove(channel);
        if (leave != null) {
            leave.run();
        }
    }

    /** Lets a relay wait, or go on: what its publication has meanwhile is for the drop rule. */
    public void hold(int channel, boolean isHeld) {
        trunk.hold(channel, isHeld);
    }

    /** Ends all relays. */
    public void closeAll() {
        leaving.values().forEach(Runnable::run);
        leaving.clear();
    }

    /** On the publication's own loop a packet wakes no other thread on its way to the queue. */
    private void listen(int channel, String name, RelayQueue queue) {
        Loop loop = publications.loop(name).orElse(spare);
        RelayOut sink = new RelayOut(loop.executor(), queue, trunk);
        RelayClient client = new RelayClient(ClientId.random(), to);
        Listener listener = publications.listen(client, new ListenRequest(name, AT_ONCE, sink), loop);
        loop.executor().execute(listener::join);
        leaving.put(channel, () -> loop.executor().execute(listener::leave));
    }
}
