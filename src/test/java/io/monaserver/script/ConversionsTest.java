package io.monaserver.script;

import static org.assertj.core.api.Assertions.assertThat;

import io.monaserver.common.Clock;
import io.monaserver.testkit.TestClient;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Typed and externalizable objects, and the limits of conversions. */
class ConversionsTest {

    @TempDir
    Path dir;

    private ScriptFixture fixture;
    private TestClient client;

    @BeforeEach
    void start() {
        fixture = new ScriptFixture(
                dir,
                Clock.SYSTEM,
                "script.conversionDepth=10",
                "script.conversionSize=2000",
                "script.conversionReferences=5");
        fixture.write("app", """
                types = {}
                function onTypedObject(type, object)
                  types[#types + 1] = type
                  if type == "Point" then
                    function object:__readExternal(reader)
                      reader.endian = "littleEndian"
                      self.x, self.y = reader:readInt(), reader:readDouble()
                      self.name, self.raw = reader:readUTF(), reader:readBytes(2)
                      self.first, self.second = reader:readAMF(2)
                      self.flag, self.small = reader:readBoolean(), reader:readShort()
                    end
                  end
                end
                function point(name, other)
                  return {__type = "Point", __writeExternal = function(self, writer)
                    writer.endian = "littleEndian"
                    writer:writeInt(-5) writer:writeDouble(1.5)
                    writer:writeUTF(name) writer:writeBytes("xyz", 1)
                    writer:writeAMF({1, 2, other}, "two")
                    writer:writeBoolean(true) writer:writeShort(-2)
                  end}
                end
                function onConnection(client)
                  function client:run(code) return assert(loadstring(code))() end
                end
                """);
        client = fixture.connected("/app");
    }

    @AfterEach
    void stop() {
        fixture.close();
    }

    private String run(String code) {
        return fixture.answer(client, "run", "[\"" + code.replace("\"", "\\\"").replace("\n", " ") + "\"]");
    }

    @Test
    void objectsReadAndWriteThemselves() {
        assertThat(run("""
                        local o, after = mona:fromAMF(mona:toAMF(point("inner"), "after"))
                        return types[1], o.__type, o.x, o.y, o.name, o.raw, o.first[2], o.second, o.flag, o.small, after
                        """)).isEqualTo("[\"Point\",\"Point\",-5,1.5,\"inner\",\"yz\",2,\"two\",true,-2,\"after\"]");
    }

    @Test
    void objectsThatReadThemselvesKeepTheirReferences() {
        assertThat(run("""
                        local inner = point("inner")
                        local list = mona:fromAMF(mona:toAMF({point("outer", inner), inner, {inner}}))
                        return list[1].first[3] == list[2], list[3][1] == list[2], list[2].name, #types
                        """)).isEqualTo("[true,true,\"inner\",2]");
    }

    @Test
    void otherFormatsWriteSuchObjectsAsTheyAre() {
        assertThat(run("local p = point('x') p.x = 1 return p")).isEqualTo("[{\"__type\":\"Point\",\"x\":1}]");
        assertThat(run("return types[1]")).isEqualTo("[null]");
        assertThat(run("mona:fromXMLRPC(mona:toXMLRPC({__type = 'Other'})) return types[1]"))
                .isEqualTo("[\"Other\"]");
    }

    @Test
    void anUnknownObjectThatReadsItselfIsMalformed() {
        assertThat(run("""
                        local o = point("x") o.__type = "Stranger"
                        return mona:fromAMF(mona:toAMF(o))
                        """)).isEqualTo("nothing");
    }

    @Test
    void readingBeyondTheEndIsAnErrorOfTheScript() {
        assertThat(run("""
                        local function write(self, writer) writer:writeByte(1) end
                        local data = mona:toAMF({__type = "Point", __writeExternal = write})
                        return pcall(mona.fromAMF, mona, data)
                        """)).contains("[false,").contains("bytes left: 1 (expected: 4)");
    }

    @Test
    void bytesThatAreNoTextDoNoHarm() {
        assertThat(run("error(string.char(195))")).isEqualTo("failed: \uFFFD");
        assertThat(run("return {__type = string.char(226, 130)}")).isEqualTo("[{\"__type\":\"\uFFFD\"}]");
    }

    @Test
    void limitsAreErrors() {
        assertThat(run("local t = {} for i = 1, 10 do t = {t} end return mona:toJSON(t)"))
                .isEqualTo("failed: tables nested: 11 (expected: at most 10)");
        assertThat(run("return mona:fromJSON(('['):rep(12) .. (']'):rep(12))"))
                .isEqualTo("failed: tables nested: 11 (expected: at most 10)");
        assertThat(run("return mona:toAMF(('x'):rep(2000))")).isEqualTo("failed: data: 2004 (expected: at most 2000)");
        assertThat(run("return mona:fromJSON('[' .. (' '):rep(2000) .. ']')"))
                .isEqualTo("failed: data: 2002 (expected: at most 2000)");
        assertThat(run("local t = {} return mona:toAMF({t, t, t, t, t, t, t})"))
                .isEqualTo("failed: references: 6 (expected: at most 5)");
    }
}
