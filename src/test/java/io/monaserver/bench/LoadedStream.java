package io.monaserver.bench;

import java.net.InetSocketAddress;
import java.net.URI;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The stream that a load publishes and plays, and how many play it: options of the loads that stream. */
final class LoadedStream {

    private static final int RTMP_PORT = 1935;

    @Parameters(paramLabel = "URL", description = "protocol://host:port/app/stream")
    private URI url;

    @Option(names = "-n", description = "players (${DEFAULT-VALUE})")
    int players = 1;

    @Option(names = "-i", description = "clients that connect and then do nothing (${DEFAULT-VALUE})")
    int idle;

    @Option(names = "-b", description = "kbit/s of a stream, audio included (${DEFAULT-VALUE})")
    int kbit = 1000;

    @Option(names = "-q", description = "what is added to the stream's name when it is played, such as ?mergeWrite=100")
    String query = "";

    InetSocketAddress server() {
        return new InetSocketAddress(url.getHost(), url.getPort() < 0 ? RTMP_PORT : url.getPort());
    }

    /** The path's first part; empty for {@code rtmp://host//stream}. */
    String app() {
        String path = url.getPath().substring(1);
        return path.substring(0, path.indexOf('/'));
    }

    String name() {
        return url.getPath().substring(url.getPath().lastIndexOf('/') + 1);
    }
}
