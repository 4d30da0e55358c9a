package io.monaserver.bench;

import io.monaserver.common.Clock;
import io.monaserver.protocol.crypto.DhGroup;
import io.monaserver.protocol.rtmfp.Endpoint;
import io.monaserver.protocol.rtmfp.EndpointSettings;
import io.monaserver.protocol.rtmfp.OpenHandler;
import io.monaserver.protocol.rtmfp.Session;
import io.monaserver.protocol.rtmfp.SessionHandler;
import io.monaserver.protocol.rtmfp.keying.EndpointDiscriminator;
import io.monaserver.protocol.rtmfp.keying.Identity;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Sends hellos or random bytes from many ports as fast as one thread can, and prints a line of JSON. */
@Command(name = "rtmfp-flood", sortOptions = false, mixinStandardHelpOptions = true)
final class RtmfpFlood implements Callable<Integer> {

    private static final int HELLOS = 1024;
    private static final int PORTS = 64;
    private static final int RANDOM_LENGTH = 100;

    @Parameters(paramLabel = "URL", description = "rtmfp://host:port/app")
    private URI url;

    @Option(names = "-d", description = "seconds (${DEFAULT-VALUE})")
    private int seconds = 30;

    @Option(names = "--random", description = "random bytes with session ids instead of hellos")
    private boolean random;

    /** Is never called: nothing is answered. */
    private static final class Nobody implements OpenHandler {
        @Override
        public SessionHandler onOpen(Session session) {
            return flow -> null;
        }

        @Override
        public void onFailed() {}
    }

    public static void main(String[] arguments) {
        System.exit(new CommandLine(new RtmfpFlood()).execute(arguments));
    }

    @Override
    public Integer call() throws IOException {
        List<ByteBuffer> hellos = random ? randomBytes() : hellos();
        List<DatagramChannel> ports = new ArrayList<>();
        for (int i = 0; i < PORTS; i++) {
            ports.add(DatagramChannel.open().connect(new InetSocketAddress(url.getHost(), url.getPort())));
        }
        long endNanos = System.nanoTime() + seconds * 1_000_000_000L;
        long sent = 0;
        while (System.nanoTime() < endNanos) {
            ByteBuffer hello = hellos.get((int) (sent % HELLOS));
            hello.rewind();
            ports.get((int) (sent % PORTS)).write(hello);
            sent++;
        }
        System.out.printf(
                Locale.ROOT, "{\"label\":\"flood\",\"sent\":%d,\"per_s\":%.0f}%n", sent, (double) sent / seconds);
        for (DatagramChannel port : ports) {
            port.close();
        }
        return 0;
    }

    private static List<ByteBuffer> randomBytes() {
        SecureRandom random = new SecureRandom();
        List<ByteBuffer> datagrams = new ArrayList<>();
        for (int i = 0; i < HELLOS; i++) {
            byte[] bytes = new byte[RANDOM_LENGTH];
            random.nextBytes(bytes);
            datagrams.add(ByteBuffer.allocateDirect(RANDOM_LENGTH).put(bytes));
        }
        return datagrams;
    }

    /** What an endpoint says first, again and again, each time under another tag. */
    private List<ByteBuffer> hellos() {
        List<ByteBuffer> hellos = new ArrayList<>();
        Endpoint endpoint = new Endpoint(
                EndpointSettings.client(Identity.client(Set.of(DhGroup.MODP_1024)), new byte[] {1}),
                opened -> flow -> null,
                new Endpoint.Environment(
                        Clock.SYSTEM,
                        new SecureRandom(),
                        (bytes, length, to) ->
                                hellos.add(ByteBuffer.allocateDirect(length).put(bytes, 0, length))));
        InetSocketAddress server = new InetSocketAddress(url.getHost(), url.getPort());
        for (int i = 0; i < HELLOS; i++) {
            endpoint.open(
                            EndpointDiscriminator.ofUrl("rtmfp://127.0.0.1" + url.getPath()),
                            List.of(server),
                            new Nobody())
                    .cancel();
        }
        return hellos;
    }
}
