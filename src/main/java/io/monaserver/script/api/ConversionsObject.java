package io.monaserver.script.api;

import io.monaserver.codec.DataFormat;
import io.monaserver.codec.DataFormatException;
import io.monaserver.codec.amf.Amf0Format;
import io.monaserver.codec.amf.Amf3Format;
import io.monaserver.codec.json.JsonFormat;
import io.monaserver.codec.query.QueryFormat;
import io.monaserver.codec.xml.XmlFormat;
import io.monaserver.codec.xml.XmlRpcFormat;
import io.monaserver.script.binding.Complaints;
import io.monaserver.script.binding.LuaMethod;
import io.monaserver.script.binding.LuaObject;
import io.monaserver.script.binding.LuaValues;
import io.monaserver.script.lua.Args;
import io.monaserver.script.lua.Strings;
import org.jspecify.annotations.Nullable;
import org.luaj.vm2.LuaError;
import org.luaj.vm2.LuaFunction;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/** The conversions of {@code mona}: values into the text or bytes of a format, and back. */
public abstract class ConversionsObject extends LuaObject {

    private final XmlTables xml = new XmlTables();
    private final LuaValues ways;

    ConversionsObject(LuaValues ways) {
        this.ways = ways;
    }

    /** Values as JSON, always in brackets. */
    @LuaMethod
    public LuaValue toJSON(Varargs values) {
        return encode(values, JsonFormat.INSTANCE);
    }

    /** The values of a JSON text; an outer array is several. */
    @LuaMethod
    public Varargs fromJSON(LuaString data) {
        return decode(data, JsonFormat.INSTANCE);
    }

    /** Values as AMF, AMF3 where possible. */
    @LuaMethod
    public LuaValue toAMF(Varargs values) {
        return encode(values, Amf3Format.INSTANCE);
    }

    /** Values as AMF0. */
    @LuaMethod
    public LuaValue toAMF0(Varargs values) {
        return encode(values, Amf0Format.INSTANCE);
    }

    /** The values of AMF data. */
    @LuaMethod
    public Varargs fromAMF(LuaString data) {
        return decode(data, Amf0Format.INSTANCE);
    }

    /** Values as the query part of a URL. */
    @LuaMethod
    public LuaValue toQuery(Varargs values) {
        return encode(values, QueryFormat.INSTANCE);
    }

    /** The values of the query part of a URL: its pairs as one table, bare words as texts. */
    @LuaMethod
    public Varargs fromQuery(LuaString data) {
        return decode(data, QueryFormat.INSTANCE);
    }

    /** Values as the parameters of an XML-RPC response. */
    @LuaMethod
    public LuaValue toXMLRPC(Varargs values) {
        return encode(values, XmlRpcFormat.INSTANCE);
    }

    /** The name of an XML-RPC call, and the parameters of a call or a response. */
    @LuaMethod
    public Varargs fromXMLRPC(LuaString data) {
        return decode(data, XmlRpcFormat.INSTANCE);
    }

    /** A tree of tables as XML; a function before it is told of an error. */
    @LuaMethod
    public Varargs toXML(Varargs functionAndTrees) {
        LuaFunction onError = onError(functionAndTrees);
        Varargs trees = onError == null ? functionAndTrees : functionAndTrees.subargs(2);
        try {
            for (int i = 1; i <= trees.narg(); i++) {
                if (!(trees.arg(i) instanceof LuaTable)) {
                    return failed(onError, "Just LUA table can be convert to XML");
                }
            }
            byte[] text = ways.encode(trees, XmlFormat.INSTANCE);
            return text.length == 0 ? failed(onError, "Unknown error") : LuaString.valueUsing(text);
        } catch (LuaError refused) {
            return failed(onError, Strings.text(refused.value()));
        }
    }

    /** The tree of an XML text; a function before it is told of an error. */
    @LuaMethod
    public Varargs fromXML(Varargs functionAndText) {
        LuaFunction onError = onError(functionAndText);
        Varargs text = onError == null ? functionAndText : functionAndText.subargs(2);
        byte[] bytes = text.narg() == 0 ? new byte[0] : Strings.bytes(Args.string(text, 1));
        try {
            return xml.face(ways.read(bytes, XmlFormat.INSTANCE));
        } catch (DataFormatException malformed) {
            return failed(onError, String.valueOf(malformed.getMessage()));
        }
    }

    private static @Nullable LuaFunction onError(Varargs args) {
        return args.arg1() instanceof LuaFunction function ? function : null;
    }

    private static Varargs failed(@Nullable LuaFunction onError, String text) {
        if (onError == null) {
            Complaints.error(text);
            return NONE;
        }
        onError.call(Args.text(text));
        return NIL;
    }

    private LuaValue encode(Varargs values, DataFormat format) {
        return LuaString.valueUsing(ways.encode(values, format));
    }

    private Varargs decode(LuaString data, DataFormat format) {
        try {
            return ways.read(Strings.bytes(data), format);
        } catch (DataFormatException malformed) {
            Complaints.error(format.name() + ": " + malformed.getMessage());
            return NONE;
        }
    }
}
