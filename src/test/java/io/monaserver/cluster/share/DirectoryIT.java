package io.monaserver.cluster.share;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.monaserver.common.ClientId;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.cluster.UniqueAddress;
import org.apache.pekko.cluster.typed.Cluster;
import org.apache.pekko.cluster.typed.Join;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Directories of actor systems that form a cluster, linked by hand. */
class DirectoryIT {

    private static final Config SETTINGS = ConfigFactory.parseString(
                    "pekko.remote.artery.canonical { hostname = 127.0.0.1, port = 0 }")
            .withFallback(ConfigFactory.parseResources(DirectoryIT.class, "/cluster-system.conf"))
            .withFallback(ConfigFactory.defaultReference())
            .resolve();

    private final List<Member> members = new ArrayList<>();

    @AfterEach
    void stop() {
        members.forEach(member -> member.kit.shutdownTestKit());
    }

    @Test
    void entriesAreSeenWhileTheLinkIsUp() {
        Member first = new Member();
        Member second = new Member();
        Listing far = second.list("names");
        Listing near = first.list("names");
        second.link(far, first, true);

        near.put("one", 1);
        near.put("two", 2);
        await().untilAsserted(() -> assertThat(far.seen).isEqualTo(Map.of("one", 1L, "two", 2L)));

        near.put("one", 5);
        near.remove("two");
        await().untilAsserted(() -> assertThat(far.seen).isEqualTo(Map.of("one", 5L)));

        second.link(far, first, false);
        await().until(far.seen::isEmpty);
        second.link(far, first, true);
        await().untilAsserted(() -> assertThat(far.seen).isEqualTo(Map.of("one", 5L)));
    }

    @Test
    void entriesOfAnEarlierStartOfANodeAreNotSeen() {
        Member first = new Member();
        Member second = new Member();
        Listing near = first.list("names");
        Listing far = second.list("names");
        near.put("one", 1);
        UniqueAddress later = UniqueAddress.apply(first.self.address(), first.self.longUid() + 1);
        far.actor.tell(new LinkChange(peer(later), true));
        Listing other = second.list("names");
        second.link(other, first, true);

        await().untilAsserted(() -> assertThat(other.seen).containsKey("one"));
        assertThat(far.seen).isEmpty();
    }

    @Test
    void entriesOfANodeThatDoesNotComeBackAreForgottenAndWrittenAgainIfItDoes() {
        Member first = new Member();
        Member second = new Member();
        Member third = new Member();
        Listing near = first.list("forgotten");
        Listing far = second.list("forgotten");
        Listing other = third.list("forgotten");
        second.link(far, first, true);
        third.link(other, first, true);
        near.put("one", 1);
        await().untilAsserted(() -> {
            assertThat(far.seen).containsKey("one");
            assertThat(other.seen).containsKey("one");
        });

        second.link(far, first, false);
        await().until(() -> other.gone.contains("one"));

        // It was there all the time, so it says again what it has.
        await().untilAsserted(() -> assertThat(other.seen).containsEntry("one", 1L));
    }

    /** How soon is what {@code deploy/bench/directory} prints. */
    @Test
    void nodeThatJoinsKnowsALargeDirectory() {
        Member first = new Member();
        Listing names = first.list("publications");
        Listing memberships = first.list("groups");
        for (int i = 0; i < 10_000; i++) {
            names.put("live/channel-" + i, i);
        }
        for (int i = 0; i < 50_000; i++) {
            memberships.put(membership(i).toText(), 1);
        }
        Member control = new Member();
        Listing controlled = control.list("groups");
        control.link(controlled, first, true);
        await().atMost(Duration.ofMinutes(2)).until(() -> controlled.seen.size() == 50_000);

        long startNanos = System.nanoTime();
        Member late = new Member();
        Listing lateNames = late.list("publications");
        Listing lateMemberships = late.list("groups");
        late.link(lateNames, first, true);
        late.link(lateMemberships, first, true);
        await().atMost(Duration.ofMinutes(2))
                .pollInterval(Duration.ofMillis(20))
                .until(() -> lateNames.seen.size() == 10_000 && lateMemberships.seen.size() == 50_000);

        Duration took = Duration.ofNanos(System.nanoTime() - startNanos);
        System.out.println("a new node knows 10000 names and 50000 memberships after " + took.toMillis() + " ms");
        assertThat(lateNames.seen).containsEntry("live/channel-9999", 9999L);
    }

    /** Of one of 1,000 groups. */
    private static GroupEntry membership(int number) {
        byte[] group = new byte[ClientId.SIZE];
        byte[] peer = new byte[ClientId.SIZE];
        ByteBuffer.wrap(group).putInt(number % 1_000);
        ByteBuffer.wrap(peer).putInt(number);
        return new GroupEntry(ClientId.of(group), ClientId.of(peer));
    }

    private static Peer peer(UniqueAddress node) {
        return new Peer(node.address().hostPort(), node.longUid(), new InetSocketAddress(0));
    }

    /** An actor system that has joined the first one. */
    private final class Member {

        private final ActorTestKit kit = ActorTestKit.create("mona-cluster", SETTINGS);
        private final UniqueAddress self;

        Member() {
            Cluster cluster = Cluster.get(kit.system());
            members.add(this);
            self = cluster.selfMember().uniqueAddress();
            cluster.manager().tell(Join.create(members.get(0).self.address()));
            await().atMost(Duration.ofMinutes(1))
                    .until(() -> cluster.selfMember().status().toString().equals("Up"));
        }

        Listing list(String name) {
            return new Listing(this, name);
        }

        void link(Listing listing, Member other, boolean isUp) {
            listing.actor.tell(new LinkChange(peer(other.self), isUp));
        }
    }

    /** A directory, and what it tells of the others. */
    private static final class Listing {

        private final Map<String, Long> seen = new ConcurrentHashMap<>();
        private final Set<String> gone = ConcurrentHashMap.newKeySet();
        private final ActorRef<Directory.Command> actor;

        Listing(Member member, String name) {
            ActorRef<Directory.Changed> watcher = member.kit.spawn(Behaviors.receiveMessage(change -> {
                seen.putAll(new HashMap<>(change.present()));
                change.gone().forEach(seen::remove);
                gone.addAll(change.gone());
                return Behaviors.same();
            }));
            actor = member.kit.spawn(Directory.create(kind(name), 1, watcher));
        }

        private static Directory.Kind kind(String name) {
            int buckets = name.equals("groups") ? 128 : 64;
            return name.equals("forgotten")
                    ? new Directory.Kind(name, buckets, Duration.ofMillis(300))
                    : new Directory.Kind(name, buckets);
        }

        void put(String name, long stamp) {
            actor.tell(new Directory.Put(name, stamp));
        }

        void remove(String name) {
            actor.tell(new Directory.Remove(name));
        }
    }
}
