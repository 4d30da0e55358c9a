package io.monaserver.script.api;

import io.monaserver.common.Clock;
import io.monaserver.script.binding.LuaMethod;
import io.monaserver.script.binding.LuaProperty;
import io.monaserver.script.lua.Args;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.luaj.vm2.LuaInteger;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The global {@code mona}: the way to everything of the server. */
public final class MonaObject extends ConversionsObject {

    private static final Logger LOG = LoggerFactory.getLogger("script");

    private final World world;
    private final Clock clock;
    private final String www;
    private final Function<String, @Nullable PublicationObject> publish;
    private final LuaTable configs;
    private final LuaTable environment = new LuaTable();
    private final LuaTable arguments;

    /** What the node gives it: the folder of all applications, the configuration and the command line. */
    public record Surroundings(String www, Map<String, String> configs, Map<String, String> arguments, Clock clock) {}

    /** The object of a lane with this world. */
    public MonaObject(World world, Surroundings node, Function<String, @Nullable PublicationObject> publish) {
        this.world = world;
        this.clock = node.clock();
        this.www = node.www();
        this.publish = publish;
        this.configs = ServerObject.configurations(node.configs());
        this.arguments = new LuaTable();
        System.getenv().forEach((key, value) -> environment.rawset(Args.text(key), Args.text(value)));
        node.arguments().forEach((key, value) -> arguments.rawset(Args.text(key), Coercion.toLua(value)));
    }

    /** All clients. */
    @LuaProperty
    public LuaValue clients() {
        return world.clients();
    }

    /** All publications. */
    @LuaProperty
    public LuaValue publications() {
        return world.publications();
    }

    /** All publications, as the original's documents spell them. */
    @LuaProperty
    public LuaValue pulications() {
        return world.publications();
    }

    /** All servers to which there is a link. */
    @LuaProperty
    public LuaValue servers() {
        return world.servers();
    }

    /** The configuration, tables of tables. */
    @LuaProperty
    public LuaValue configs() {
        return configs;
    }

    /** The environment variables. */
    @LuaProperty
    public LuaValue environment() {
        return environment;
    }

    /** The arguments of the command line. */
    @LuaProperty
    public LuaValue arguments() {
        return arguments;
    }

    @Override
    protected LuaValue dynamic(LuaValue key) {
        return configs.rawget(key);
    }

    /** Epoch milliseconds. */
    @LuaMethod
    public LuaValue time() {
        return LuaInteger.valueOf(clock.epochMs());
    }

    /** The folder of an application. */
    @LuaMethod
    public String absolutePath(String path) {
        return www + "/" + path + (path.endsWith("/") ? "" : "/");
    }

    /** Publishes under a name; nil if it is taken. */
    @LuaMethod
    public LuaValue publish(String name, @Nullable String type) {
        PublicationObject publication = publish.apply(name);
        if (publication == null) {
            LOG.error("{} is already publishing", name);
            return NIL;
        }
        return publication;
    }

    /** The MD5 of each argument, 16 bytes. */
    @LuaMethod
    public Varargs md5(Varargs inputs) {
        return digest(inputs, "MD5");
    }

    /** The SHA-256 of each argument, 32 bytes. */
    @LuaMethod
    public Varargs sha256(Varargs inputs) {
        return digest(inputs, "SHA-256");
    }

    private static Varargs digest(Varargs inputs, String algorithm) {
        LuaValue[] results = new LuaValue[inputs.narg()];
        for (int i = 0; i < results.length; i++) {
            if (!inputs.arg(i + 1).isstring()) {
                LOG.error("{}: argument {} is no text", algorithm, i + 1);
                results[i] = NIL;
                continue;
            }
            LuaString input = Args.string(inputs, i + 1);
            try {
                MessageDigest digest = MessageDigest.getInstance(algorithm);
                digest.update(input.m_bytes, input.m_offset, input.m_length);
                results[i] = LuaString.valueUsing(digest.digest());
            } catch (NoSuchAlgorithmException missing) {
                throw new IllegalStateException(missing);
            }
        }
        return varargsOf(results);
    }

    /** The parts of a text between separators. */
    @LuaMethod
    public Varargs split(LuaString text, LuaString separator, @Nullable Double option) {
        return Splitting.split(text, separator, option == null ? 0 : option.intValue());
    }
}
