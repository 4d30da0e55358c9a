package io.monaserver.cluster.share;

import io.monaserver.common.Clock;
import io.monaserver.domain.publication.SharedNames;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.Props;
import org.jspecify.annotations.Nullable;

/** Makes the publications of all nodes one. */
final class SharedPublications implements SharedPart, SharedNames {

    private final SharedDomain domain;
    private final Clock clock;
    private final OthersClaims others = new OthersClaims();
    private volatile @Nullable ActorRef<PublicationShare.Command> actor;

    SharedPublications(SharedDomain domain, Clock clock) {
        this.domain = domain;
        this.clock = clock;
        domain.publications().share(this);
    }

    @Override
    public void start(ActorSystem<?> system) {
        actor = system.systemActorOf(
                PublicationShare.create(domain, others, clock.epochMs()), PublicationShare.NAME, Props.empty());
    }

    @Override
    public void onLink(LinkChange change) {
        tell(change);
    }

    @Override
    public boolean isTaken(String name) {
        return others.contains(name);
    }

    @Override
    public void onChange(String name) {
        tell(new PublicationShare.NameChanged(name));
    }

    private void tell(PublicationShare.Command command) {
        ActorRef<PublicationShare.Command> told = actor;
        if (told != null) {
            told.tell(command);
        }
    }
}
