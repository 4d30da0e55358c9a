package io.monaserver.script;

import io.monaserver.codec.ExternalInput;
import io.monaserver.codec.ExternalOutput;
import io.monaserver.script.api.ByteReaderObject;
import io.monaserver.script.api.ByteWriterObject;
import io.monaserver.script.binding.LuaWriter;
import io.monaserver.script.binding.TypedObjects;
import io.monaserver.script.lua.Args;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaValue;

/**
 * Tells applications of typed objects: their event {@code onTypedObject} may put functions on an object, and with
 * {@code __readExternal} and {@code __writeExternal} it reads and writes itself.
 */
final class TypeEvents implements TypedObjects {

    private static final LuaString ON_TYPED_OBJECT = LuaValue.valueOf("onTypedObject");
    private static final LuaString READ_EXTERNAL = LuaValue.valueOf("__readExternal");
    private static final LuaString WRITE_EXTERNAL = LuaValue.valueOf("__writeExternal");

    private final ScriptLane lane;

    TypeEvents(ScriptLane lane) {
        this.lane = lane;
    }

    @Override
    public void onTypedObject(String type, LuaTable object) {
        lane.run(tree -> tree.event(ON_TYPED_OBJECT, LuaValue.varargsOf(Args.text(type), object)));
    }

    @Override
    public boolean readExternal(LuaTable object, ExternalInput body, LuaWriter writer) {
        LuaValue function = object.get(READ_EXTERNAL);
        if (!function.isfunction()) {
            return false;
        }
        ByteReaderObject reader = new ByteReaderObject(body, writer);
        try {
            function.call(object, reader);
        } finally {
            reader.close();
        }
        return true;
    }

    @Override
    public boolean writeExternal(LuaTable object, Body body) {
        LuaValue function = object.get(WRITE_EXTERNAL);
        ExternalOutput out = function.isfunction() ? body.begin() : null;
        if (out == null) {
            return false;
        }
        ByteWriterObject writer = new ByteWriterObject(out, body::write);
        try {
            function.call(object, writer);
        } finally {
            writer.close();
        }
        body.end();
        return true;
    }
}
