package io.monaserver.cluster.share;

import io.monaserver.domain.Referrals;
import io.monaserver.domain.ServerInfo;
import java.util.function.IntSupplier;
import org.apache.pekko.actor.typed.ActorSystem;

/** Spreads newcomers over the nodes. */
final class SharedLoad implements SharedPart {

    private final Balancer balancer;
    private final IntSupplier processors;
    private final SharedActor<LoadShare.Command> actor = new SharedActor<>(LoadShare.NAME);

    SharedLoad(Balancer balancer, Referrals referrals, IntSupplier processors) {
        this.balancer = balancer;
        this.processors = processors;
        referrals.balance(balancer);
    }

    @Override
    public void start(ActorSystem<?> system) {
        actor.start(system, LoadShare.create(balancer, processors));
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
    public void depart() {
        balancer.leave();
        actor.tell(LoadShare.Tell.INSTANCE);
    }

    @Override
    public void onLink(LinkChange change) {
        actor.tell(change);
    }
}
