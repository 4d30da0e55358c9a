package io.monaserver.script.api;

import io.monaserver.codec.DataFormat;
import io.monaserver.codec.amf.Amf0Format;
import io.monaserver.codec.amf.Amf3Format;
import io.monaserver.codec.json.JsonFormat;
import io.monaserver.codec.xml.XmlRpcFormat;
import io.monaserver.domain.MediaKind;
import io.monaserver.domain.MediaPacket;
import io.monaserver.domain.Stream;
import io.monaserver.domain.publication.Publisher;
import io.monaserver.script.binding.Complaints;
import io.monaserver.script.binding.LuaMethod;
import io.monaserver.script.binding.LuaObject;
import io.monaserver.script.binding.LuaProperty;
import io.monaserver.script.binding.LuaReader;
import io.monaserver.script.binding.LuaWriter;
import io.monaserver.script.lua.Args;
import io.monaserver.script.lua.Strings;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.luaj.vm2.LuaError;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/**
 * A publication. Functions {@code onAudio}, {@code onVideo}, {@code onData}, {@code onFlush} and {@code onProperties}
 * that scripts put on it are told what passes; packets come to scripts only while there is one.
 */
public final class PublicationObject extends LuaObject {

    private static final byte[] META_DATA = "onMetaData".getBytes(java.nio.charset.StandardCharsets.UTF_8);

    private final Stream stream;
    private final World world;
    private final @Nullable Publisher publisher;
    private final ListenersObject listeners = new ListenersObject();
    private final QosObject audioQos;
    private final QosObject videoQos;
    private final QosObject dataQos;
    private @Nullable MediaPacket shownMetadata;
    private LuaValue properties = NIL;
    private int tapped;
    private long dataTimeMs;
    private boolean pushed;

    PublicationObject(Stream stream, World world, @Nullable Publisher publisher) {
        this.stream = stream;
        this.world = world;
        this.publisher = publisher;
        this.audioQos = new QosObject(stream.qos(MediaKind.AUDIO));
        this.videoQos = new QosObject(stream.qos(MediaKind.VIDEO));
        this.dataQos = new QosObject(stream.qos(MediaKind.DATA));
    }

    /** Where it lives. */
    public World world() {
        return world;
    }

    Stream stream() {
        return stream;
    }

    ListenersObject listenersObject() {
        return listeners;
    }

    /** Whether a script made it. */
    boolean isOfScript() {
        return publisher != null;
    }

    /** Packets are asked for while a handler for their kind is set. */
    @Override
    protected void onField(LuaValue key, LuaValue value) {
        int wanted = PublicationEvents.kinds(this);
        if (wanted != tapped) {
            tapped = wanted;
            stream.tap(wanted, world.tap(this));
        }
    }

    /** Its name. */
    @LuaProperty
    public String name() {
        return stream.name();
    }

    /** Time of the last packet in milliseconds. */
    @LuaProperty
    public long lastTime() {
        return stream.lastTimeMs();
    }

    /** Number of video frames lost on the way in. */
    @LuaProperty
    public long droppedFrames() {
        return stream.droppedFrames();
    }

    /** Who listens. */
    @LuaProperty
    public LuaValue listeners() {
        return listeners;
    }

    /** Figures about audio. */
    @LuaProperty
    public LuaValue audioQOS() {
        return audioQos;
    }

    /** Figures about video. */
    @LuaProperty
    public LuaValue videoQOS() {
        return videoQos;
    }

    /** Figures about data. */
    @LuaProperty
    public LuaValue dataQOS() {
        return dataQos;
    }

    /** Whether a publisher is there. */
    @LuaProperty
    public boolean running() {
        return stream.isRunning();
    }

    /** The metadata as a table, nil if there is none. */
    @LuaProperty
    public LuaValue properties() {
        MediaPacket metadata = stream.metadata();
        if (!Objects.equals(metadata, shownMetadata)) {
            shownMetadata = metadata;
            properties = metadata == null ? NIL : decodeMetadata(metadata);
        }
        return properties;
    }

    private static LuaValue decodeMetadata(MediaPacket metadata) {
        DataFormat format = metadata.format();
        if (format == null) {
            return NIL;
        }
        Varargs values = LuaWriter.decode(format.newReader(metadata.payload()));
        return values.arg(2) instanceof LuaTable table ? table : NIL;
    }

    @Override
    protected LuaValue dynamic(LuaValue key) {
        LuaValue metadata = properties();
        return metadata.isnil() ? NIL : metadata.get(key);
    }

    /** Sets the metadata. */
    @LuaMethod
    public LuaValue writeProperties(LuaTable values) {
        var encoder = Amf0Format.INSTANCE.newEncoder();
        encoder.writeString(META_DATA, 0, META_DATA.length);
        new LuaReader(values).readAll(encoder);
        MediaPacket metadata = MediaPacket.data(stream.lastTimeMs(), encoder.toBytes(), Amf0Format.INSTANCE);
        setMetadata(metadata);
        shownMetadata = metadata;
        properties = values;
        return values;
    }

    /** Clears the metadata. */
    @LuaMethod
    public void clearProperties() {
        setMetadata(null);
    }

    private void setMetadata(@Nullable MediaPacket metadata) {
        if (publisher == null) {
            stream.setMetadata(metadata);
        } else {
            publisher.setMetadata(metadata);
        }
    }

    private void push(MediaPacket packet) {
        if (publisher == null) {
            throw new LuaError("publication " + stream.name() + " is a client's, a script cannot push to it");
        }
        dataTimeMs = Math.max(dataTimeMs, packet.timeMs());
        publisher.push(packet);
        if (!pushed) {
            pushed = true;
            world.hasPackets(this);
        }
    }

    private static long time(double milliseconds) {
        return (long) milliseconds & 0xFFFFFFFFL;
    }

    /** Adds audio: the body of an FLV tag. It leaves with {@code flush} or after the handler. */
    @LuaMethod
    public void pushAudio(double time, LuaString packet, Varargs ping) {
        push(MediaPacket.audio(time(time), Strings.bytes(packet)));
    }

    /** Adds video: the body of an FLV tag. It leaves with {@code flush} or after the handler. */
    @LuaMethod
    public void pushVideo(double time, LuaString packet, Varargs ping) {
        push(MediaPacket.video(time(time), Strings.bytes(packet)));
    }

    /** Adds values as AMF. */
    @LuaMethod
    public void pushAMFData(Varargs values) {
        pushValues(values, Amf3Format.INSTANCE);
    }

    /** Adds values as AMF0. */
    @LuaMethod
    public void pushAMF0Data(Varargs values) {
        pushValues(values, Amf0Format.INSTANCE);
    }

    /** Adds values as JSON. */
    @LuaMethod
    public void pushJSONData(Varargs values) {
        pushValues(values, JsonFormat.INSTANCE);
    }

    /** Adds values as XML-RPC. */
    @LuaMethod
    public void pushXMLRPCData(Varargs values) {
        pushValues(values, XmlRpcFormat.INSTANCE);
    }

    /** One argument that already is such data is passed as it is. */
    private void pushValues(Varargs values, DataFormat format) {
        byte[] encoded = values.narg() == 1 && values.arg1() instanceof LuaString text && isOf(format, text)
                ? Strings.bytes(text)
                : world.values().encode(values, format);
        push(MediaPacket.data(dataTimeMs, encoded, format));
    }

    private static boolean isOf(DataFormat format, LuaString text) {
        try {
            byte[] bytes = Strings.bytes(text);
            boolean plausible = text.m_length > 0 && isPlausible(format, bytes[0]);
            return plausible && format.newReader(bytes).readAll(io.monaserver.codec.Discard.INSTANCE) > 0;
        } catch (io.monaserver.codec.DataFormatException other) {
            return false;
        }
    }

    /** Whether data of a format may begin with this byte. */
    private static boolean isPlausible(DataFormat format, byte first) {
        if (format == JsonFormat.INSTANCE) {
            return first == '[' || first == '{';
        }
        return format == XmlRpcFormat.INSTANCE ? first == '<' : (first & 0xff) < ' ';
    }

    /** Adds bytes that mean nothing to the server; all arguments in one packet. */
    @LuaMethod
    public void pushData(Varargs parts) {
        LuaString all = LuaString.valueUsing(new byte[0]);
        for (int i = 1; i <= parts.narg(); i++) {
            all = Strings.concat(all, Args.string(parts, i));
        }
        push(MediaPacket.raw(dataTimeMs, Strings.bytes(all)));
    }

    /** Delivers what was pushed. */
    @LuaMethod
    public void flush() {
        pushed = false;
        if (publisher != null) {
            publisher.flush();
        }
    }

    /** Ends the publication; a client's publisher gets the status, if one is given, and is told to close. */
    @LuaMethod
    public void close(@Nullable String code, @Nullable String description) {
        if (publisher != null) {
            publisher.release();
            world.onUnpublished(stream);
        } else if (world.isOriginal()) {
            Complaints.error("Publication:close: " + stream.name() + " is a client's (key script.compatibility)");
        } else {
            stream.close(code == null ? "" : code, description == null ? "" : description);
        }
    }
}
