package io.monaserver.script.api;

import io.monaserver.codec.DataFormat;
import io.monaserver.domain.MediaKind;
import io.monaserver.domain.MediaPacket;
import io.monaserver.script.binding.LuaWriter;
import org.jspecify.annotations.Nullable;
import org.luaj.vm2.LuaInteger;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/** The functions that a script may put on a publication, and what they are called with. */
public final class PublicationEvents {

    private static final LuaString ON_AUDIO = LuaValue.valueOf("onAudio");
    private static final LuaString ON_VIDEO = LuaValue.valueOf("onVideo");
    private static final LuaString ON_DATA = LuaValue.valueOf("onData");
    private static final LuaString ON_FLUSH = LuaValue.valueOf("onFlush");
    private static final LuaString ON_PROPERTIES = LuaValue.valueOf("onProperties");

    /** A bit beside those of the kinds: nothing but flushes or metadata is wanted. */
    private static final int EVENTS_ONLY = 1 << 8;

    private PublicationEvents() {}

    /** One call to make: a function and its arguments, the publication first. */
    public record Call(LuaValue function, Varargs arguments) {}

    /** The kinds of packet for which there is a function. */
    static int kinds(PublicationObject publication) {
        int kinds = publication.handler(ON_AUDIO) == null ? 0 : MediaKind.AUDIO.bit();
        kinds |= publication.handler(ON_VIDEO) == null ? 0 : MediaKind.VIDEO.bit();
        kinds |= publication.handler(ON_DATA) == null ? 0 : MediaKind.DATA.bit();
        boolean events = publication.handler(ON_FLUSH) != null || publication.handler(ON_PROPERTIES) != null;
        return events ? kinds | EVENTS_ONLY : kinds;
    }

    /** What a packet means for the script, or null if nothing. */
    public static @Nullable Call onPacket(PublicationObject publication, MediaPacket packet, boolean decodeData) {
        LuaValue bytes = LuaString.valueUsing(packet.payload());
        LuaValue time = LuaInteger.valueOf(packet.timeMs());
        return switch (packet.kind()) {
            case AUDIO -> call(publication, ON_AUDIO, LuaValue.varargsOf(time, bytes));
            case VIDEO -> call(publication, ON_VIDEO, LuaValue.varargsOf(time, bytes));
            case DATA -> {
                DataFormat format = packet.format();
                // The packet twice, so that (packet), (time, packet) and (name, packet) all find it.
                yield call(
                        publication,
                        ON_DATA,
                        decodeData && format != null
                                ? LuaWriter.decode(format.newReader(packet.payload()))
                                : LuaValue.varargsOf(bytes, bytes));
            }
        };
    }

    /** What a flush means for the script, or null if nothing. */
    public static @Nullable Call onFlush(PublicationObject publication) {
        return call(publication, ON_FLUSH, LuaValue.NONE);
    }

    /** What changed metadata means for the script, or null if nothing. */
    public static @Nullable Call onProperties(PublicationObject publication) {
        return call(publication, ON_PROPERTIES, publication.properties());
    }

    private static @Nullable Call call(PublicationObject publication, LuaString name, Varargs arguments) {
        LuaValue function = publication.handler(name);
        return function == null ? null : new Call(function, LuaValue.varargsOf(publication, arguments));
    }
}
