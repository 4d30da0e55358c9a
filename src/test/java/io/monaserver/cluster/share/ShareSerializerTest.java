package io.monaserver.cluster.share;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import io.monaserver.cluster.share.LastWrites.Write;
import io.monaserver.common.ClientId;
import io.monaserver.domain.PeerPlace;
import java.io.NotSerializableException;
import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.pekko.actor.ExtendedActorSystem;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.testkit.typed.javadsl.TestProbe;
import org.apache.pekko.actor.typed.javadsl.Adapter;
import org.apache.pekko.util.ByteString;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ShareSerializerTest {

    private static final ActorTestKit KIT = ActorTestKit.create();
    private static final TestProbe<ShareMessage.TrunkOpened> PROBE = KIT.createTestProbe();
    private static final TestProbe<ShareMessage.RelayOrder> ORDERS = KIT.createTestProbe();
    private static final TestProbe<ShareMessage.PeerAnswer> PEERS = KIT.createTestProbe();
    private static final ClientId PEER = ClientId.random();

    private final ShareSerializer serializer =
            new ShareSerializer((ExtendedActorSystem) Adapter.toClassic(KIT.system()));

    @AfterAll
    static void shutdown() {
        KIT.shutdownTestKit();
    }

    static Stream<Object> messages() {
        return Stream.of(
                new Shard(-1, 7, Map.of("live", 5L, "é", -1L)),
                Shard.NONE,
                new LastWrites(Map.of("a", new Write(5, "me", "x"), "b", new Write(6, "", null))),
                new ShareMessage.OpenTrunk(PROBE.getRef()),
                new ShareMessage.TrunkOpened("pekko://mona-cluster@192.0.2.1:1/x", ORDERS.getRef()),
                new ShareMessage.OpenRelay(7, "live"),
                new ShareMessage.CloseRelay(-1),
                new ShareMessage.HoldRelay(1 << 30, true),
                new ShareMessage.SeekPeer(PEER, PEERS.getRef()),
                new ShareMessage.PeerFound(
                        PEER,
                        "mona-cluster@192.0.2.1:1",
                        new PeerPlace(
                                new InetSocketAddress("192.0.2.7", 65535),
                                List.of(new InetSocketAddress("2001:db8::1", 1)))),
                new ShareMessage.DataChanged("n", Map.of("a\u0100b", new Write(5, "me", "T")), -1),
                new ShareMessage.DataAsked("n", List.of(1L, -1L), 7),
                new ShareMessage.LoadTold("n", new Load(1L << 40, 99, true)),
                new ShareMessage.PeerLost(PEER, "mona-cluster@192.0.2.1:1"),
                new ShareMessage.PassHello(PEER, ByteString.fromString("hello"), PEERS.getRef()),
                new ShareMessage.CloseOwned("live", "Publish.Error", ""));
    }

    @ParameterizedTest
    @MethodSource("messages")
    void messageIsReadAsItWasWritten(Object message) throws Exception {
        Object read = serializer.fromBinary(serializer.toBinary(message), serializer.manifest(message));

        assertThat(read).isEqualTo(message);
    }

    @ParameterizedTest
    @MethodSource("messages")
    void truncatedMessageIsRefused(Object message) {
        byte[] bytes = serializer.toBinary(message);
        for (int length = 0; length < bytes.length; length++) {
            byte[] part = Arrays.copyOf(bytes, length);
            assertThatThrownBy(() -> serializer.fromBinary(part, serializer.manifest(message)))
                    .isInstanceOf(NotSerializableException.class);
        }
    }

    /** Whatever comes: a message, or a refusal. */
    @FuzzTest
    void anyBytes(FuzzedDataProvider data) {
        String manifest = data.pickValue(
                new String[] {"S", "W", "T", "R", "O", "E", "K", "C", "P", "F", "L", "H", "D", "A", "B", "?"});
        try {
            assertThat(serializer.fromBinary(data.consumeRemainingAsBytes(), manifest))
                    .isNotNull();
        } catch (NotSerializableException refused) {
            assertThat(refused).hasMessageContaining(manifest);
        }
    }
}
