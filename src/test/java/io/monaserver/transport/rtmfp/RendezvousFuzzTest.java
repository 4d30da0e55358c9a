package io.monaserver.transport.rtmfp;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import io.monaserver.protocol.rtmfp.packet.Slice;
import java.net.InetSocketAddress;
import java.util.List;

/** What clients say of groups, of their addresses and of ours is understood or left out. */
class RendezvousFuzzTest {

    @FuzzTest(maxDuration = "60s")
    void groupMessagesAreReadOrIgnored(FuzzedDataProvider data) {
        PeerGroups.read(Slice.of(data.consumeRemainingAsBytes()));
    }

    @FuzzTest(maxDuration = "60s")
    void addressesAreReadOrLeftOut(FuzzedDataProvider data) {
        String text = data.consumeRemainingAsString();
        Whereabouts.at(new InetSocketAddress("192.0.2.1", 1)).reporting(List.of(text)).reported().stream()
                .filter(InetSocketAddress::isUnresolved)
                .forEach(address -> {
                    throw new AssertionError(address + " would have to be looked up");
                });
        OwnAddress.hostOf(text);
        int port = OwnAddress.portOf("rtmfp://" + text);
        if (port < 0 || port > 65535) {
            throw new AssertionError("port: " + port);
        }
    }
}
