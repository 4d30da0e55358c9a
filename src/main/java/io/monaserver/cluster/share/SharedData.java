package io.monaserver.cluster.share;

import io.monaserver.cluster.share.LastWrites.Write;
import io.monaserver.common.Clock;
import java.util.Map;
import java.util.UUID;
import org.apache.pekko.actor.typed.ActorSystem;

/** Makes what the scripts of all nodes keep the same. */
final class SharedData implements SharedPart {

    private final SharedTree tree;
    private final DataWrites writes;
    private final DataMirror mirror;
    private final SharedActor<DataShare.Command> actor = new SharedActor<>(DataShare.NAME);

    /** To be made before scripts write. */
    SharedData(SharedTree tree, Clock clock) {
        this.tree = tree;
        Moments moments = new Moments(tree.moments());
        this.writes = new DataWrites(clock, UUID.randomUUID().toString(), moments);
        this.mirror = new DataMirror(tree.data(), writes, moments, this::onWritten);
    }

    @Override
    public void start(ActorSystem<?> system) {
        actor.start(system, DataShare.create(writes, mirror, tree.lane()));
    }

    @Override
    public void onLink(LinkChange change) {
        actor.tell(change);
    }

    private void onWritten(Map<String, Write> written) {
        actor.tell(new DataShare.Written(written));
    }
}
