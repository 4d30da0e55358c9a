package io.monaserver.cluster.share;

import io.monaserver.common.ClientId;
import io.monaserver.common.Clock;
import io.monaserver.domain.PeerPlace;
import io.monaserver.domain.Rendezvous;
import java.util.function.Consumer;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.Props;
import org.apache.pekko.util.ByteString;
import org.jspecify.annotations.Nullable;

/** Lets RTMFP clients of different nodes meet. */
final class SharedPeers implements SharedPart, Rendezvous.Elsewhere {

    private final Rendezvous rendezvous;
    private final Clock clock;
    private volatile @Nullable ActorRef<PeerShare.Command> actor;

    SharedPeers(Rendezvous rendezvous, Clock clock) {
        this.rendezvous = rendezvous;
        this.clock = clock;
        rendezvous.share(this);
    }

    @Override
    public void start(ActorSystem<?> system) {
        actor = system.systemActorOf(PeerShare.create(rendezvous, clock), PeerShare.NAME, Props.empty());
    }

    @Override
    public void onLink(LinkChange change) {
        tell(change);
    }

    @Override
    public void find(ClientId peer, Consumer<PeerPlace> found) {
        tell(new PeerShare.Sought(peer, found));
    }

    @Override
    public void forward(ClientId peer, byte[] hello) {
        tell(new PeerShare.Forwarded(peer, ByteString.fromArray(hello)));
    }

    private void tell(PeerShare.Command command) {
        ActorRef<PeerShare.Command> told = actor;
        if (told != null) {
            told.tell(command);
        }
    }
}
