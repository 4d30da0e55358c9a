package io.monaserver.cluster.share;

import io.monaserver.domain.Referrals;
import io.monaserver.domain.ServerInfo;
import java.util.function.IntSupplier;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.Props;
import org.jspecify.annotations.Nullable;

/** Spreads newcomers over the nodes. */
final class SharedLoad implements SharedPart {

    private final Balancer balancer;
    private final IntSupplier processors;
    private volatile @Nullable ActorRef<LoadShare.Command> actor;

    SharedLoad(Balancer balancer, Referrals referrals, IntSupplier processors) {
        this.balancer = balancer;
        this.processors = processors;
        referrals.balance(balancer);
    }

    @Override
    public void start(ActorSystem<?> system) {
        actor = system.systemActorOf(LoadShare.create(balancer, processors), LoadShare.NAME, Props.empty());
    }

    @Override
    public void onServer(ServerInfo server, boolean isUp) {
        if (isUp) {
            balancer.up(server);
        } else {
            balancer.down(server);
        }
    }

    @Override
    public void onLink(LinkChange change) {
        ActorRef<LoadShare.Command> told = actor;
        if (told != null) {
            told.tell(change);
        }
    }
}
