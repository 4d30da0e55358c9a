package io.monaserver.domain.publication;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RecordingsTest {

    private static final ActorTestKit KIT = ActorTestKit.create();

    @TempDir
    Path www;

    @AfterAll
    static void stop() {
        KIT.shutdownTestKit();
    }

    @Test
    void fileLiesInTheApplicationsFolder() {
        Recordings recordings = new Recordings(KIT.system(), www);

        assertThat(recordings.file("", "a")).contains(www.resolve("a.flv"));
        assertThat(recordings.file("/x/y", "sub/a b")).contains(www.resolve("x/y/sub/a b.flv"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "..",
                "../a",
                "a/../../b",
                "/etc/a",
                "a//b",
                ".hidden",
                "a/.b",
                "a\\b",
                "c:a",
                "a\u0000",
                "a/"
            })
    void nameThatLeavesTheFolderIsRefused(String name) {
        assertThat(new Recordings(KIT.system(), www).file("/x", name)).isEmpty();
    }
}
