package io.monaserver.script;

import static org.assertj.core.api.Assertions.assertThat;

import io.monaserver.common.Clock;
import io.monaserver.testkit.TestClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What scripts keep, seen by several applications and through restarts. */
class DataTest {

    private static final String RUN = """
            function onConnection(client)
              function client:run(code) return assert(loadstring(code, "code"))() end
            end
            """;

    @TempDir
    Path dir;

    private ScriptFixture fixture;

    @BeforeEach
    void start() throws IOException {
        for (String folder : List.of("www", "www/a", "www/a/b")) {
            Files.createDirectories(dir.resolve(folder));
            Files.writeString(dir.resolve(folder).resolve("main.lua"), RUN);
        }
        fixture = new ScriptFixture(dir, Clock.SYSTEM);
    }

    @AfterEach
    void stop() {
        fixture.close();
    }

    @Test
    void valuesOutliveTheServer() {
        run("/a", "data.n=10 data.t={x='one',y={z=true}} data['s p/../x']='odd'");

        restart();

        assertThat(run("/a", "return data.n, type(data.n), data.t.x, data.t.y.z, data['s p/../x'], #data, #data.t"))
                .isEqualTo("[\"10\",\"string\",\"one\",true,\"odd\",2,1]");
    }

    @Test
    void applicationsReachEachOther() {
        run("/a/b", "data.x='deep' return super.data == nil");

        assertThat(run("/a", "return data.b.x, data['b']['x'], #data")).isEqualTo("[\"deep\",\"deep\",0]");
        assertThat(run("/a/b", "super.data.y='of a' return super.data.y, super.data.b == data"))
                .isEqualTo("[\"of a\",true]");
        assertThat(run("", "return data.a.y, data.a.b.x, data.count")).isEqualTo("[\"of a\",\"deep\",0]");
    }

    @Test
    void tableMustBeRemovedBeforeItsNameIsUsedAgain() {
        assertThat(run("", "data.t={a=1} data.t='x' data.t={b=2} return data.t.a, data.t.b"))
                .isEqualTo("[\"1\",null]");
        assertThat(run("", "data.t=nil data.t='x' return data.t")).isEqualTo("[\"x\"]");

        restart();

        assertThat(run("", "return data.t, #data")).isEqualTo("[\"x\",1]");
    }

    @Test
    void removedTableTakesNothing() {
        assertThat(run("", "data.t={a=1} local t=data.t data.t=nil t.x=1 return t.a, t.x, data.t, #t"))
                .isEqualTo("[null,null,null,0]");
    }

    @Test
    void iterationMayRemoveWhatItGoesOver() {
        String code = "data.t={a=1,b=2,c={}} local n=0 "
                + "for k,v in pairs(data.t) do n=n+1 data.t[k]=nil end return n, #data.t, next(data.t)";

        assertThat(run("", code)).isEqualTo("[3,0,null]");
    }

    @Test
    void nextGoesOnAfterAnyKey() {
        String code = "data.t={} for i=1,5 do data.t[i]='v'..i end "
                + "local a=next(data.t) local b=next(data.t,'3') local c=next(data.t,'5') return a,b,c";

        assertThat(run("", code)).isEqualTo("[\"1\",\"4\",null]");
    }

    @Test
    void tableWithinItselfIsRefusedAsAWhole() {
        assertThat(run("", "local t={x=1} t.t=t data.loop=t return data.loop")).isEqualTo("[null]");
    }

    @Test
    void dataMayBePutIntoItself() {
        assertThat(run(
                        "",
                        "data.x='1' data.t={y='2'} data.copy=data return data.copy.x, data.copy.t.y, data.copy.copy"))
                .isEqualTo("[\"1\",\"2\",null]");
    }

    @Test
    void tableHasOneFace() {
        assertThat(run("", "data.t={} local seen={[data.t]='here'} return seen[data.t], data.t==data.t"))
                .isEqualTo("[\"here\",true]");
    }

    private String run(String path, String code) {
        TestClient client = fixture.connected(path);
        try {
            return fixture.answer(client, "run", "[\"" + code + "\"]");
        } finally {
            fixture.disconnect(client);
        }
    }

    private void restart() {
        fixture.close();
        fixture = new ScriptFixture(dir, Clock.SYSTEM);
    }
}
