package io.monaserver.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import io.monaserver.cluster.ClusterMessage.CallFrame;
import io.monaserver.cluster.ClusterMessage.CallsHandled;
import io.monaserver.cluster.ClusterMessage.Facts;
import io.monaserver.cluster.ClusterMessage.Goodbye;
import io.monaserver.cluster.ClusterMessage.Hello;
import io.monaserver.cluster.ClusterMessage.Introduction;
import io.monaserver.cluster.ClusterMessage.LinkIds;
import io.monaserver.cluster.ClusterMessage.MalformedHello;
import io.monaserver.cluster.ClusterMessage.Merge;
import io.monaserver.cluster.ClusterMessage.Passport;
import java.io.NotSerializableException;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.pekko.cluster.UniqueAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ClusterMessageSerializerTest {

    private static final UniqueAddress NODE = UniqueAddress.apply(LinkTargets.address("192.0.2.1", 25_520), -7L);

    private final ClusterMessageSerializer serializer = new ClusterMessageSerializer();

    private static final Passport PASSPORT = new Passport(1, 1, "mona", "one", new byte[] {1, 2, 3});

    static Stream<ClusterMessage> messages() {
        Facts facts = new Facts("live.example.org", 123, true, Map.of("zone", "b"), Map.of("RTMP.port", "1935"));
        return Stream.of(
                new Introduction(PASSPORT, "pekko://mona-cluster@192.0.2.1:25520", 5, Optional.empty(), true),
                new Introduction(PASSPORT, "a", 5, Optional.of(new ClusterIdentity(9, "b")), false),
                new Merge("é"),
                new Hello(NODE, 1, 2, true, PASSPORT, facts),
                new Goodbye(NODE, "", true),
                new CallFrame(NODE, new LinkIds(3, 4), 5, new byte[] {1, 2}),
                new CallsHandled(NODE, new LinkIds(-1, 7), 8, 9));
    }

    @ParameterizedTest
    @MethodSource("messages")
    void messageIsReadAsItWasWritten(ClusterMessage message) throws Exception {
        Object read = serializer.fromBinary(serializer.toBinary(message), serializer.manifest(message));

        assertThat(read).hasSameClassAs(message);
        assertThat(serializer.toBinary(read)).isEqualTo(serializer.toBinary(message));
    }

    @ParameterizedTest
    @MethodSource("messages")
    void truncatedMessageIsRefused(ClusterMessage message) {
        byte[] bytes = serializer.toBinary(message);
        for (int length = 0; length < bytes.length; length++) {
            byte[] part = Arrays.copyOf(bytes, length);
            assertThat(isRefused(part, serializer.manifest(message)))
                    .as("%s of %s bytes", length, bytes.length)
                    .isTrue();
        }
    }

    private boolean isRefused(byte[] bytes, String manifest) {
        try {
            return serializer.fromBinary(bytes, manifest) instanceof MalformedHello;
        } catch (NotSerializableException e) {
            return true;
        }
    }

    @ParameterizedTest
    @MethodSource("messages")
    void whatALaterVersionAddsIsLeftUnread(ClusterMessage message) throws Exception {
        byte[] bytes = serializer.toBinary(message);
        byte[] longer = Arrays.copyOf(bytes, bytes.length + 20);

        Object read = serializer.fromBinary(longer, serializer.manifest(message));

        assertThat(serializer.toBinary(read)).isEqualTo(bytes);
    }

    @Test
    void malformedHelloTellsWhoSentIt() throws Exception {
        byte[] bytes = serializer.toBinary(
                messages().filter(Hello.class::isInstance).findFirst().orElseThrow());

        Object read = serializer.fromBinary(Arrays.copyOf(bytes, bytes.length - 1), "H");

        assertThat(read)
                .isInstanceOfSatisfying(
                        MalformedHello.class, hello -> assertThat(hello.from()).isEqualTo(NODE));
    }

    @Test
    void unknownManifestIsRefused() {
        assertThatThrownBy(() -> serializer.fromBinary(new byte[0], "X")).isInstanceOf(NotSerializableException.class);
    }

    @FuzzTest
    void anyBytesAreReadOrRefused(FuzzedDataProvider data) {
        String manifest = data.pickValue(new String[] {"I", "M", "H", "G", "F", "A"});
        try {
            serializer.fromBinary(data.consumeRemainingAsBytes(), manifest);
        } catch (NotSerializableException expected) {
            assertThat(expected).hasMessageStartingWith("message");
        }
    }
}
