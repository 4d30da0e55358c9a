package io.monaserver.testkit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** An authority of its own and the certificates that it signs, made with openssl. */
public final class Certificates {

    private final Path folder;

    private Certificates(Path folder) {
        this.folder = folder;
    }

    public static Certificates create(Path folder) throws Exception {
        Files.createDirectories(folder);
        Certificates certificates = new Certificates(folder);
        certificates.run(
                "req",
                "-x509",
                "-newkey",
                "rsa:2048",
                "-nodes",
                "-days",
                "2",
                "-subj",
                "/CN=authority",
                "-keyout",
                "ca.key",
                "-out",
                "ca.crt");
        return certificates;
    }

    /** The settings of a node with a certificate for the name that all nodes share. */
    public String[] settings(String node) throws Exception {
        run(
                "req",
                "-new",
                "-newkey",
                "rsa:2048",
                "-nodes",
                "-subj",
                "/CN=mona",
                "-keyout",
                node + ".key",
                "-out",
                node + ".csr");
        run(
                "x509",
                "-req",
                "-in",
                node + ".csr",
                "-CA",
                "ca.crt",
                "-CAkey",
                "ca.key",
                "-CAcreateserial",
                "-days",
                "2",
                "-out",
                node + ".crt");
        return new String[] {
            "cluster.tls.certificate=" + folder.resolve(node + ".crt").toAbsolutePath(),
            "cluster.tls.key=" + folder.resolve(node + ".key").toAbsolutePath(),
            "cluster.tls.authorities=" + folder.resolve("ca.crt").toAbsolutePath()
        };
    }

    private void run(String... arguments) throws IOException, InterruptedException {
        List<String> command =
                Stream.concat(Stream.of("openssl"), Stream.of(arguments)).toList();
        Process process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("openssl.log").toFile())
                .start();
        if (process.waitFor() != 0) {
            throw new IllegalStateException(command + ": " + Files.readString(folder.resolve("openssl.log")));
        }
    }
}
