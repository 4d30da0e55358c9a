package io.monaserver.cluster.share;

import static io.monaserver.testkit.Packets.audio;
import static io.monaserver.testkit.Packets.audioHeader;
import static io.monaserver.testkit.Packets.inter;
import static io.monaserver.testkit.Packets.key;
import static io.monaserver.testkit.Packets.videoHeader;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.monaserver.cluster.share.ShareNode.Listening;
import io.monaserver.cluster.share.ShareNode.Publishing;
import io.monaserver.codec.amf.Amf0Format;
import io.monaserver.domain.MediaPacket;
import io.monaserver.domain.ServerInfo;
import io.monaserver.domain.StreamEvent;
import io.monaserver.domain.publication.Claimant;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Nodes in one process, each with publications and an actor system of its own, linked over 127.0.0.1. */
class PublicationShareIT {

    private static final StreamEvent PUBLISHED = new StreamEvent.Published("live");
    private static final StreamEvent UNPUBLISHED = new StreamEvent.Unpublished("live");

    private static final int MANY = 60;

    private static final Pattern PACKET = Pattern.compile("([a-zA-Z])\\d*([=+])(\\d+)");

    private final List<ShareNode> nodes = new ArrayList<>();

    @AfterEach
    void stop() {
        nodes.forEach(ShareNode::close);
    }

    @Test
    void listenerOfAnotherNodeGetsHeadersPicturesAndTheSameTimes() throws Exception {
        ShareNode first = node();
        ShareNode second = beside(first);
        Publishing publisher = first.publish("live");
        publisher.setMetadata(MediaPacket.data(0, new byte[] {1, 2}, Amf0Format.INSTANCE));
        publisher.push(videoHeader(0), audioHeader(0), key(1000), audio(1005), inter(1040));
        Listening near = first.listen("live");
        Listening far = second.listen("live");
        awaitListeners(first, 2);

        publisher.push(inter(1080), audio(1085));

        await().untilAsserted(() -> {
            assertThat(times(near)).isEqualTo("d0 v0 a0 V0 A5 V40 V80 A85 ");
            assertThat(times(far)).isEqualTo(times(near));
        });
        assertThat(far.sink().events).containsExactly(PUBLISHED);
        assertThat(second.domain
                        .publications
                        .find("live")
                        .orElseThrow()
                        .metadata()
                        .payload())
                .containsExactly(1, 2);
    }

    @Test
    void listenerThatCameFirstGetsThePublicationOnceItBegins() throws Exception {
        ShareNode first = node();
        ShareNode second = beside(first);
        Listening far = second.listen("live");

        Publishing publisher = first.publish("live");
        awaitListeners(first, 1);
        publisher.push(key(0));
        await().untilAsserted(() -> assertThat(far.sink().text()).startsWith("V1"));
        publisher.release();

        await().untilAsserted(() -> assertThat(far.sink().events).containsExactly(PUBLISHED, UNPUBLISHED));
    }

    @Test
    void manyListenersOfANodeShareOneRelayWhichTheLastOneEnds() throws Exception {
        ShareNode first = node();
        ShareNode second = beside(first);
        first.publish("live");

        Listening one = second.listen("live");
        Listening two = second.listen("live");
        awaitListeners(first, 1);
        one.leave();
        await().until(() -> listeners(second) == 1);
        assertThat(listeners(first)).isEqualTo(1);

        two.leave();
        awaitListeners(first, 0);
        await().until(() -> second.domain.publications.find("live").isEmpty());
    }

    @Test
    void manyPublicationsComeByOneTrunkEachWithItsOwnPackets() throws Exception {
        ShareNode first = node();
        ShareNode second = beside(first);
        List<Publishing> publishers = new ArrayList<>();
        List<Listening> far = new ArrayList<>();
        for (int i = 0; i < MANY; i++) {
            publishers.add(first.publish("live" + i));
            far.add(second.listen("live" + i));
        }
        await().until(() ->
                far.stream().allMatch(listening -> listening.sink().events.size() == 1));

        for (int i = 0; i < MANY; i++) {
            publishers.get(i).push(key(i), MediaPacket.video(i + 1000, new byte[1 + i * 3000]));
        }

        for (int i = 0; i < MANY; i++) {
            Listening listening = far.get(i);
            await().untilAsserted(() -> assertThat(times(listening)).isEqualTo("V0 V1000 "));
        }
        publishers.get(0).release();
        await().until(() -> far.get(0).sink().events.size() == 2);
        publishers.get(1).push(inter(3000));
        await().untilAsserted(() -> assertThat(times(far.get(1))).isEqualTo("V0 V1000 V2999 "));
    }

    @Test
    void brokenTrunkIsOpenedAnewWithAllItsRelays() throws Exception {
        ShareNode first = node();
        ShareNode second = beside(first);
        List<Publishing> publishers = List.of(first.publish("live"), first.publish("other"));
        List<Listening> far = List.of(second.listen("live"), second.listen("other"));
        await().until(() ->
                far.stream().allMatch(listening -> listening.sink().events.size() == 1));

        // The owner gives its end up, as when it takes the other node for gone.
        ServerInfo link = first.links().get(0);
        first.share.down(link);
        first.share.up(link);

        await().until(() ->
                far.stream().allMatch(listening -> listening.sink().events.size() == 3));
        publishers.forEach(publisher -> publisher.push(key(0)));
        far.forEach(listening ->
                await().untilAsserted(() -> assertThat(listening.sink().text()).isNotEmpty()));
    }

    @Test
    void nameOfAnotherNodeIsTakenForClientsUntilItIsGivenBack() throws Exception {
        ShareNode first = node();
        ShareNode second = beside(first);
        Publishing publisher = first.publish("live");

        await().until(() -> second.isTaken("live"));

        publisher.release();
        await().until(() -> !second.isTaken("live"));
    }

    @Test
    void olderOfTwoClaimsStaysWhenNodesMeet() throws Exception {
        ShareNode first = node();
        Publishing older = first.publish("live");
        ShareNode second = new ShareNode("servers.targets=127.0.0.1:1");
        nodes.add(second);
        await().pollDelay(Duration.ofMillis(5)).until(() -> true);
        Publishing younger = second.publish("live");
        ShareNode meeting = new ShareNode("servers.targets=" + first.target() + ";" + second.target());
        nodes.add(meeting);

        await().untilAsserted(() -> assertThat(younger.closed).contains("Publish.BadName: live is already publishing"));
        assertThat(older.closed).isEmpty();
    }

    @Test
    void namesAreHiddenWhileTheLinkIsDownAndOlderClaimsStayWhenItIsUpAgain() throws Exception {
        ShareNode first = node();
        ShareNode second = beside(first);
        for (int round = 0; round < 3; round++) {
            Publishing older = first.publish("live");
            await().until(() -> second.isTaken("live"));

            ServerInfo link = second.links().get(0);
            second.share.down(link);
            await().until(() -> !second.isTaken("live"));
            Publishing younger = second.publish("live");
            second.share.up(link);

            await().untilAsserted(
                            () -> assertThat(younger.closed).contains("Publish.BadName: live is already publishing"));
            assertThat(older.closed).isEmpty();
            older.release();
            await().until(() -> !second.isTaken("live"));
        }
    }

    @Test
    void scriptShadowsANameOfAnotherNodeOnItsOwn() throws Exception {
        ShareNode first = node();
        ShareNode second = beside(first);
        ShareNode third = beside(first);
        Publishing client = first.publish("live");
        Listening far = second.listen("live");
        awaitListeners(first, 1);

        Publishing script = second.publish("live", Claimant.SCRIPT);
        awaitListeners(first, 0);
        script.push(key(0), inter(10));
        await().untilAsserted(() -> assertThat(far.sink().text()).endsWith("+10"));

        client.release();
        Listening other = third.listen("live");
        await().until(() -> !third.isTaken("live"));
        assertThat(other.sink().events).as("a shadow stays one").isEmpty();
        assertThat(script.closed).isEmpty();
    }

    @Test
    void publicationOfAScriptIsPlayableOnOtherNodes() throws Exception {
        ShareNode first = node();
        ShareNode second = beside(first);
        Publishing script = first.publish("live", Claimant.SCRIPT);
        Listening far = second.listen("live");
        awaitListeners(first, 1);

        script.push(key(0));

        await().untilAsserted(() -> assertThat(far.sink().text()).isNotEmpty());
    }

    @Test
    void listenersStayWhenTheOwnerLeavesAndFollowThePublisherElsewhere() throws Exception {
        ShareNode first = node();
        ShareNode second = beside(first);
        ShareNode third = beside(second);
        third.awaitLinks(2);
        first.publish("live");
        Listening far = second.listen("live");
        await().untilAsserted(() -> assertThat(far.sink().events).containsExactly(PUBLISHED));

        first.leave();
        await().untilAsserted(() -> assertThat(far.sink().events).containsExactly(PUBLISHED, UNPUBLISHED));

        Publishing moved = third.publish("live");
        awaitListeners(third, 1);
        moved.push(key(0));
        await().untilAsserted(() -> assertThat(far.sink().text()).isNotEmpty());
        assertThat(far.sink().events).containsExactly(PUBLISHED, UNPUBLISHED, PUBLISHED);
    }

    @Test
    void scriptThatClosesARelayedPublicationClosesIt() throws Exception {
        ShareNode first = node();
        ShareNode second = beside(first);
        Publishing publisher = first.publish("live");
        second.listen("live");
        awaitListeners(first, 1);
        await().until(() ->
                second.domain.publications.find("live").orElseThrow().isRunning());

        second.domain.publications.find("live").orElseThrow().close("Publish.Error", "enough");

        await().untilAsserted(() -> assertThat(publisher.closed).containsExactly("Publish.Error: enough"));
    }

    @Test
    void nothingIsSharedWhereItIsSwitchedOff() throws Exception {
        ShareNode first = node();
        ShareNode second = beside(first, "cluster.share.publications=false");
        ShareNode third = beside(first);
        first.publish("live");

        await().until(() -> third.isTaken("live"));
        assertThat(second.isTaken("live")).isFalse();
    }

    private ShareNode node() throws Exception {
        ShareNode node = new ShareNode();
        nodes.add(node);
        return node;
    }

    private ShareNode beside(ShareNode other, String... settings) throws Exception {
        ShareNode node = ShareNode.beside(other, settings);
        nodes.add(node);
        nodes.forEach(known -> known.awaitLinks(nodes.size() - 1));
        return node;
    }

    /** The packets with the times that the player sees, without the publication's own numbers of them. */
    private static String times(Listening listening) {
        Map<String, Integer> clocks = new HashMap<>();
        StringBuilder times = new StringBuilder();
        Matcher packets = PACKET.matcher(listening.sink().text());
        while (packets.find()) {
            int time = Integer.parseInt(packets.group(3));
            String kind = packets.group(1).toLowerCase(Locale.ROOT);
            int shown = packets.group(2).equals("=") ? time : clocks.getOrDefault(kind, 0) + time;
            clocks.put(kind, shown);
            times.append(packets.group(1)).append(shown).append(' ');
        }
        return times.toString();
    }

    private static int listeners(ShareNode node) {
        return node.domain
                .publications
                .find("live")
                .map(io.monaserver.domain.Stream::listenerCount)
                .orElse(0);
    }

    private static void awaitListeners(ShareNode node, int count) {
        await().until(() -> listeners(node) == count);
    }
}
