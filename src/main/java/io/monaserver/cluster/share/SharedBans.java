package io.monaserver.cluster.share;

import io.monaserver.cluster.share.LastWrites.Write;
import io.monaserver.common.Clock;
import io.monaserver.common.IpAddress;
import io.monaserver.domain.Blacklist;
import org.apache.pekko.actor.typed.ActorSystem;

/** Makes a ban on one node one on all, and lifts it on all. What is known outlives the cluster's actor systems. */
final class SharedBans implements SharedPart {

    private static final String BANNED = "banned";

    private final Blacklist blacklist;
    private final KnownWrites known;
    private final SharedActor<WritesShare.Command> actor = new SharedActor<>("share-blacklist");

    SharedBans(Blacklist blacklist, Clock clock, String self) {
        this.blacklist = blacklist;
        this.known = new KnownWrites(clock, self);
        blacklist.share(this::onChange);
    }

    @Override
    public void start(ActorSystem<?> system) {
        actor.start(system, WritesShare.create("blacklist", known, this::adopt));
    }

    private void onChange(IpAddress address, boolean isBanned) {
        String key = address.toString();
        Write write = known.write(key, isBanned ? BANNED : null);
        actor.tell(new WritesShare.Written(key, write));
    }

    private void adopt(String key, Write write) {
        IpAddress address = IpAddress.parse(key);
        if (address != null) {
            blacklist.adopt(address, write.value() != null);
        }
    }
}
