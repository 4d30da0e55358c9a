package io.monaserver.cluster.share;

import io.monaserver.common.Clock;
import io.monaserver.domain.publication.SharedNames;
import org.apache.pekko.actor.typed.ActorSystem;

/** Makes the publications of all nodes one. */
final class SharedPublications implements SharedPart, SharedNames {

    private final SharedDomain domain;
    private final Clock clock;
    private final OthersClaims others = new OthersClaims();
    private final SharedActor<PublicationShare.Command> actor = new SharedActor<>(PublicationShare.NAME);

    SharedPublications(SharedDomain domain, Clock clock) {
        this.domain = domain;
        this.clock = clock;
        domain.publications().share(this);
    }

    @Override
    public void start(ActorSystem<?> system) {
        actor.start(system, PublicationShare.create(domain, others, clock.epochMs()));
    }

    @Override
    public void onLink(LinkChange change) {
        actor.tell(change);
    }

    @Override
    public boolean isTaken(String name) {
        return others.contains(name);
    }

    @Override
    public void onChange(String name) {
        actor.tell(new PublicationShare.NameChanged(name));
    }
}
