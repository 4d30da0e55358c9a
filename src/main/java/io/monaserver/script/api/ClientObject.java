package io.monaserver.script.api;

import io.monaserver.domain.Client;
import io.monaserver.domain.Effect;
import io.monaserver.script.binding.LuaObject;
import io.monaserver.script.binding.LuaProperty;
import io.monaserver.script.lua.Strings;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/**
 * A connected client. Functions that scripts put on it can be called from the client's side. After the client has gone
 * the object still answers, and what is written to it is ignored.
 */
public final class ClientObject extends LuaObject {

    /** The function that is asked about files. */
    public static final LuaString ON_READ = LuaValue.valueOf("onRead");

    private final Client client;
    private final World world;
    private final LuaValue id;
    private final PropertiesObject properties;
    private final Map<String, String> settings;
    private final TextMapObject parameters;
    private final WriterObject writer;
    private SocketAddressObject address;
    private List<Effect> effects = new ArrayList<>();
    private int writers;
    private boolean gone;

    ClientObject(Client client, World world) {
        this.client = client;
        this.world = world;
        this.id = text(client.id().toString());
        this.properties = new PropertiesObject(this, client.properties());
        this.settings = new LinkedHashMap<>(client.parameters());
        this.parameters = new TextMapObject(settings);
        this.writer = new WriterObject(this, 0);
        this.address = new SocketAddressObject(client.address());
    }

    /** Who it is to the rest of the server. */
    public Client client() {
        return client;
    }

    World world() {
        return world;
    }

    /** Settings of its protocol that the application gave this client. */
    public void override(Map<String, String> given) {
        settings.putAll(given);
    }

    boolean isPresent() {
        return !gone;
    }

    WriterObject newWriter() {
        return new WriterObject(this, ++writers);
    }

    /** Values as the client reads them. */
    byte[] encode(Varargs values) {
        return world.values().encode(values, client.format());
    }

    /** Keeps something to be done to the client until the event ends. */
    void effect(Effect effect) {
        if (!gone) {
            if (effects.isEmpty()) {
                world.hasEffects(this);
            }
            effects.add(effect);
        }
    }

    /** What was done to the client since this was last asked. */
    public List<Effect> takeEffects() {
        if (effects.isEmpty()) {
            return List.of();
        }
        List<Effect> taken = effects;
        effects = new ArrayList<>();
        return taken;
    }

    /** Lets the client in: from now on its session knows whether a function is to be asked about files. */
    public void onAccepted() {
        client.decidesReads(handler(ON_READ) != null);
    }

    /** However a script sets it. */
    @Override
    public void rawset(LuaValue key, LuaValue value) {
        super.rawset(key, value);
        if (key.raweq(ON_READ)) {
            client.decidesReads(value.isfunction());
        }
    }

    /** It has another address now; gives the one before, as text. */
    public LuaValue moveTo(InetSocketAddress next) {
        LuaValue before = address.value();
        address = new SocketAddressObject(next);
        return before;
    }

    void markGone() {
        gone = true;
        effects.clear();
    }

    /** Its id, 64 hexadecimal characters. */
    @LuaProperty
    public LuaValue id() {
        return id;
    }

    /** Its id, 32 bytes. */
    @LuaProperty
    public LuaValue rawId() {
        return LuaString.valueUsing(client.id().toBytes());
    }

    /** Where it connects from. */
    @LuaProperty
    public LuaValue address() {
        return address;
    }

    /** The path of its application. */
    @LuaProperty
    public String path() {
        return client.path();
    }

    /** The query part of its URL. */
    @LuaProperty
    public String query() {
        return client.query();
    }

    /** RTMP, RTMPE, HTTP, WebSocket or RTMFP. */
    @LuaProperty
    public String protocol() {
        return client.protocol();
    }

    /** Milliseconds of the last round trip. */
    @LuaProperty
    public int ping() {
        return client.pingMs();
    }

    /** Epoch milliseconds at which it was last heard. */
    @LuaProperty
    public long lastReceptionTime() {
        return client.lastReceptionMs();
    }

    /** The main writer. */
    @LuaProperty
    public LuaValue writer() {
        return writer;
    }

    /** What the connection brought along. */
    @LuaProperty
    public LuaValue properties() {
        return properties;
    }

    /** The settings of its protocol. */
    @LuaProperty
    public LuaValue parameters() {
        return parameters;
    }

    /** Properties, and the parameters by the protocol's name. */
    @Override
    protected LuaValue dynamic(LuaValue key) {
        if (!(key instanceof LuaString)) {
            return NIL;
        }
        String name = Strings.text(key);
        return name.equals(client.protocol()) ? parameters : properties.value(name);
    }
}
