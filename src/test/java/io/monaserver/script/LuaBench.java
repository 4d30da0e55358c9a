package io.monaserver.script;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.monaserver.common.Clock;
import io.monaserver.testkit.TestClient;
import java.nio.file.Path;
import java.util.List;

/** An application that runs what it is given, for tests that need a line of Lua and its results. */
public final class LuaBench implements AutoCloseable {

    private static final String RUNNER = """
            function onConnection(client)
              function client:run(code)
                local chunk = assert(loadstring(code, "=code"))
                setfenv(chunk, setmetatable({client = self}, {__index = getfenv(1), __newindex = getfenv(1)}))
                return chunk()
              end
            end
            """;

    public final ScriptFixture node;
    public final TestClient client;

    public LuaBench(Path dir, String... settings) {
        this(dir, Clock.SYSTEM, settings);
    }

    public LuaBench(Path dir, Clock clock, String... settings) {
        node = new ScriptFixture(dir, clock, settings);
        node.write("bench", RUNNER);
        client = node.connected("/bench");
    }

    /** The results as JSON without the outer brackets, or {@code failed: } and the error. */
    public String run(String code) {
        try {
            String answer = node.answer(client, "run", new ObjectMapper().writeValueAsString(List.of(code)));
            return answer.startsWith("[") ? answer.substring(1, answer.length() - 1) : answer;
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public void close() {
        node.close();
    }
}
