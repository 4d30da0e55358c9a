package io.monaserver.cluster.share;

import io.monaserver.common.ClientId;
import io.monaserver.common.Clock;
import io.monaserver.domain.PeerPlace;
import io.monaserver.domain.Rendezvous;
import java.util.function.Consumer;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.util.ByteString;

/** Lets RTMFP clients of different nodes meet. */
final class SharedPeers implements SharedPart, Rendezvous.Elsewhere {

    private final Rendezvous rendezvous;
    private final Clock clock;
    private final SharedActor<PeerShare.Command> actor = new SharedActor<>(PeerShare.NAME);

    SharedPeers(Rendezvous rendezvous, Clock clock) {
        this.rendezvous = rendezvous;
        this.clock = clock;
        rendezvous.share(this);
    }

    @Override
    public void start(ActorSystem<?> system) {
        actor.start(system, PeerShare.create(rendezvous, clock));
    }

    @Override
    public void onLink(LinkChange change) {
        actor.tell(change);
    }

    @Override
    public void find(ClientId peer, Consumer<PeerPlace> found) {
        actor.tell(new PeerShare.Sought(peer, found));
    }

    @Override
    public void forward(ClientId peer, byte[] hello) {
        actor.tell(new PeerShare.Forwarded(peer, ByteString.fromArray(hello)));
    }
}
