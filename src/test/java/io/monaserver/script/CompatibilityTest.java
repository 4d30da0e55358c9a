package io.monaserver.script;

import static org.assertj.core.api.Assertions.assertThat;

import io.monaserver.domain.ConnectOutcome;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the switch script.compatibility decides. */
class CompatibilityTest {

    private static final String REFUSAL = """
            function onConnection(client)
              error("you are not Tom!")
            end
            """;

    @TempDir
    Path dir;

    @Test
    void documentsGiveTheBareText() {
        try (ScriptFixture node = new ScriptFixture(dir, io.monaserver.common.Clock.SYSTEM)) {
            node.write("no", REFUSAL);

            assertThat(node.connect(ScriptFixture.client("/no"), "[]"))
                    .isEqualTo(new ConnectOutcome.Rejected("you are not Tom!"));
        }
    }

    @Test
    void originalGivesThePositionToo() {
        try (ScriptFixture node =
                new ScriptFixture(dir, io.monaserver.common.Clock.SYSTEM, "script.compatibility=original")) {
            node.write("no", REFUSAL);

            assertThat(node.connect(ScriptFixture.client("/no"), "[]"))
                    .isEqualTo(new ConnectOutcome.Rejected("www/no/main.lua:2: you are not Tom!"));
        }
    }
}
