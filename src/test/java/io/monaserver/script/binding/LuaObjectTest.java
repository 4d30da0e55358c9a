package io.monaserver.script.binding;

import static org.assertj.core.api.Assertions.assertThat;

import io.monaserver.script.lua.LuaRunner;
import io.monaserver.script.lua.ScriptLimits;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.luaj.vm2.LuaInteger;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

class LuaObjectTest {

    /** A subject with one member of each kind. */
    public static final class LampObject extends LuaObject {

        private boolean on;

        @LuaProperty
        public String name() {
            return "lamp";
        }

        @LuaProperty("on")
        public boolean isOn() {
            return on;
        }

        @LuaProperty("on")
        public void setOn(boolean value) {
            on = value;
        }

        @LuaMethod
        public double add(double a, int b, @Nullable LuaString unit) {
            return a + b + (unit == null ? 0 : unit.m_length);
        }

        @LuaMethod
        public Varargs echo(LuaString first, Varargs rest) {
            return LuaValue.varargsOf(first, rest);
        }

        @LuaMeta("__concat")
        public String concat(Varargs operands) {
            return "lamp:" + operands.arg(2).tojstring();
        }
    }

    /** A collection by name. */
    public static final class LampsObject extends LuaCollection {

        private final Map<String, LuaValue> lamps = new LinkedHashMap<>();

        @Override
        protected int size() {
            return lamps.size();
        }

        @Override
        protected LuaValue element(LuaValue key) {
            return lamps.getOrDefault(key.tojstring(), LuaValue.NIL);
        }

        @Override
        protected void forEach(BiConsumer<LuaValue, LuaValue> visitor) {
            lamps.forEach((name, lamp) -> visitor.accept(LuaValue.valueOf(name), lamp));
        }
    }

    private static String run(String script) {
        LuaRunner runner = new LuaRunner(ScriptLimits.DEFAULT, Path.of("."));
        runner.environment().set("lamp", new LampObject());
        LampsObject lamps = new LampsObject();
        lamps.lamps.put("a", LuaInteger.valueOf(1));
        lamps.lamps.put("b", LuaInteger.valueOf(2));
        runner.environment().set("lamps", lamps);
        return runner.run("t.lua", script.getBytes(StandardCharsets.UTF_8)).trim();
    }

    @Test
    void membersAreReadWrittenAndCalled() {
        String script = """
                lamp.on = true
                print(lamp.name, lamp.on, lamp:add(1.5, 2), lamp:add(1, 2, 'cm'), lamp:echo('x', 1, nil))
                """;

        assertThat(run(script)).isEqualTo("lamp\ttrue\t3.5\t5\tx\t1\tnil");
    }

    @Test
    void objectsAreTablesWithAProtectedMetatable() {
        assertThat(run("print(type(lamp), getmetatable(lamp), pcall(setmetatable, lamp, {}))"))
                .isEqualTo("table\tchange metatable of this object is prohibited\tfalse\t"
                        + "cannot change a protected metatable");
    }

    @Test
    void readOnlyPropertiesRefuseAssignment() {
        assertThat(run("lamp.name='x'")).isEqualTo("error: t.lua:1: Lamp.name is read-only");
    }

    @Test
    void scriptsAddFieldsAndUseObjectsAsKeys() {
        assertThat(run("lamp.color='red' local t={[lamp]=1} print(lamp.color, lamp.unknown, t[lamp], lamp..'!')"))
                .isEqualTo("red\tnil\t1\tlamp:!");
    }

    @Test
    void wrongArgumentsAreLoggedAndGiveNil() {
        assertThat(run("print(lamp:add('x',1), lamp.add(1,2))")).isEqualTo("nil\tnil");
    }

    @Test
    void collectionsAnswerInAllForms() {
        String script = """
                local r = {}
                for k, v in pairs(lamps) do r[#r+1] = k..v end
                for i, v in ipairs(lamps) do r[#r+1] = i..v end
                for k, v in lamps:pairs() do r[#r+1] = k end
                local k, v = next(lamps)
                r[#r+1] = next(lamps, k)
                print(table.concat(r, ' '), #lamps, lamps.count, lamps('a'), lamps.b, lamps('z'), lamps.z)
                """;

        assertThat(run(script)).isEqualTo("a1 b2 11 22 a b b\t2\t2\t1\t2\tnil\tnil");
    }
}
