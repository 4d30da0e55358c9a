package io.monaserver.script.api;

import io.monaserver.common.Clock;
import io.monaserver.common.NameResolver;
import io.monaserver.domain.Blacklist;
import io.monaserver.domain.publication.RecordMode;
import io.monaserver.script.binding.Complaints;
import io.monaserver.script.binding.LuaMethod;
import io.monaserver.script.binding.LuaName;
import io.monaserver.script.binding.LuaProperty;
import io.monaserver.script.lua.Args;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import org.luaj.vm2.LuaInteger;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/** The global {@code mona}: the way to everything of the server. */
@LuaName("mona")
public final class MonaObject extends ConversionsObject {

    private final World world;
    private final Surroundings node;
    private final Addresses addresses;
    private final SocketWorld sockets;
    private final SettingsObject configs;
    private final SettingsObject environment;
    private final SettingsObject arguments;

    /**
     * What the node gives it.
     *
     * @param www the folder of all applications
     * @param configs the configuration, keys flattened with dots
     * @param arguments the command line
     * @param publish claims a name for a publication of a script; null if it is taken
     */
    public record Surroundings(
            Path www,
            Map<String, String> configs,
            Map<String, String> arguments,
            Clock clock,
            Lookups lookups,
            Blacklist blacklist,
            SocketHost sockets,
            BiFunction<String, RecordMode, @Nullable PublicationObject> publish) {}

    /** Where host names are looked up, and how long a script waits for that at most. */
    public record Lookups(NameResolver names, Duration limit) {}

    /** The object of a lane with this world. */
    public MonaObject(World world, Surroundings node) {
        super(world.values());
        this.world = world;
        this.node = node;
        this.addresses = new Addresses(node.lookups().names(), node.lookups().limit());
        this.sockets = new SocketWorld(node.sockets(), addresses, world);
        this.configs = SettingsObject.nested(node.configs());
        this.environment = SettingsObject.of(System.getenv(), Args::text);
        this.arguments = SettingsObject.of(node.arguments(), Coercion::toLua);
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

    /** All groups that have members. */
    @LuaProperty
    public LuaValue groups() {
        return world.groups().groups();
    }

    /** Makes a peer of another server a member of a group; nil if an id is none. */
    @LuaMethod
    public LuaValue joinGroup(Varargs peerAndGroup) {
        return world.groups().groups().join("mona:joinGroup", peerAndGroup);
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
        return configs.element(key);
    }

    /** Epoch milliseconds. */
    @LuaMethod
    public LuaValue time() {
        return LuaInteger.valueOf(node.clock().epochMs());
    }

    /** The folder of an application. */
    @LuaMethod
    public String absolutePath(@Nullable String path) {
        String folder = node.www() + "/" + (path == null ? "" : path);
        return folder.endsWith("/") ? folder : folder + "/";
    }

    /**
     * Publishes under a name; nil if it is taken. A second argument {@code "record"} or {@code "append"} also writes
     * the publication to {@code NAME.flv} in the application's folder.
     */
    @LuaMethod
    public LuaValue publish(String name, @Nullable String type) {
        PublicationObject publication = node.publish().apply(name, RecordMode.of(type));
        if (publication == null) {
            Complaints.error(name + " is already publishing");
            return NIL;
        }
        return publication;
    }

    /** Makes a media file of packets: an MPEG transport stream for {@code "mp2t"}, else FLV. */
    @LuaMethod
    public LuaValue createMediaWriter(@Nullable String type) {
        return MediaWriterObject.of(type);
    }

    /** The MD5 of each argument, 16 bytes. */
    @LuaMethod
    public Varargs md5(Varargs inputs) {
        return Digests.of(inputs, "MD5", "mona:md5");
    }

    /** The SHA-256 of each argument, 32 bytes. */
    @LuaMethod
    public Varargs sha256(Varargs inputs) {
        return Digests.of(inputs, "SHA-256", "mona:sha256");
    }

    /** The parts of a text between separators. */
    @LuaMethod
    public Varargs split(LuaString text, LuaString separator, @Nullable Double option) {
        return Splitting.split(text, separator, option == null ? 0 : option.intValue());
    }

    /** An IP address from its text or from another address; an error goes to a function in front, if there is one. */
    @LuaMethod
    public LuaValue createIPAddress(Varargs args) {
        return addresses.create("mona:createIPAddress", args, rest -> addresses.ip(rest, false));
    }

    /** An IP address from its text or from a host's name, which is looked up. */
    @LuaMethod
    public LuaValue createIPAddressWithDNS(Varargs args) {
        return addresses.create("mona:createIPAddressWithDNS", args, rest -> addresses.ip(rest, true));
    }

    /** A host and a port, from one text or from two arguments; an error goes to a function in front. */
    @LuaMethod
    public LuaValue createSocketAddress(Varargs args) {
        return addresses.create("mona:createSocketAddress", args, rest -> addresses.socket(rest, false));
    }

    /** A host and a port; the host's name is looked up. */
    @LuaMethod
    public LuaValue createSocketAddressWithDNS(Varargs args) {
        return addresses.create("mona:createSocketAddressWithDNS", args, rest -> addresses.socket(rest, true));
    }

    /** Bans addresses: their connections are closed, further ones refused. */
    @LuaMethod
    public void addToBlacklist(Varargs hosts) {
        addresses.forEachHost("mona:addToBlacklist", hosts, node.blacklist()::add);
    }

    /** Lifts bans. */
    @LuaMethod
    public void removeFromBlacklist(Varargs hosts) {
        addresses.forEachHost("mona:removeFromBlacklist", hosts, node.blacklist()::remove);
    }

    /** The files and folders in a folder of {@code www}, which is the folder itself without an argument. */
    @LuaMethod
    public LuaValue listPaths(@Nullable String directory) {
        return new FileListing(node.www()).list(directory == null ? "" : directory);
    }

    /** Writes bytes to the log: {@code (data[, size])} or {@code (name, data[, size])}. */
    @LuaMethod
    public void dump(LuaString data, Varargs rest) {
        HexDump.log(varargsOf(data, rest));
    }

    /** A TCP connection, not connected yet. */
    @LuaMethod
    public LuaValue createTCPClient() {
        return new TcpClientObject(sockets, node.sockets().resources());
    }

    /** A TCP server, not started yet. */
    @LuaMethod
    public LuaValue createTCPServer() {
        return new TcpServerObject(sockets, node.sockets().resources());
    }

    /** A UDP socket, not bound yet; with true it may send to broadcast addresses. */
    @LuaMethod
    public LuaValue createUDPSocket(boolean allowBroadcast) {
        return new UdpSocketObject(sockets, node.sockets().resources(), allowBroadcast);
    }
}
