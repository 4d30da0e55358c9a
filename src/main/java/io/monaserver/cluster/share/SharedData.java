package io.monaserver.cluster.share;

import io.monaserver.cluster.share.LastWrites.Write;
import io.monaserver.common.Clock;
import java.util.Map;
import java.util.UUID;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.Props;
import org.jspecify.annotations.Nullable;

/** Makes what the scripts of all nodes keep the same. */
final class SharedData implements SharedPart {

    private final SharedTree tree;
    private final DataWrites writes;
    private final DataMirror mirror;
    private volatile @Nullable ActorRef<DataShare.Command> actor;

    /** To be made before scripts write. */
    SharedData(SharedTree tree, Clock clock) {
        this.tree = tree;
        Moments moments = new Moments(tree.moments());
        this.writes = new DataWrites(clock, UUID.randomUUID().toString(), moments);
        this.mirror = new DataMirror(tree.data(), writes, moments, this::onWritten);
    }

    @Override
    public void start(ActorSystem<?> system) {
        actor = system.systemActorOf(DataShare.create(writes, mirror, tree.lane()), DataShare.NAME, Props.empty());
    }

    @Override
    public void onLink(LinkChange change) {
        tell(change);
    }

    private void onWritten(Map<String, Write> written) {
        tell(new DataShare.Written(written));
    }

    private void tell(DataShare.Command command) {
        ActorRef<DataShare.Command> told = actor;
        if (told != null) {
            told.tell(command);
        }
    }
}
