package io.monaserver.script.binding;

import io.monaserver.codec.ExternalInput;
import io.monaserver.codec.ExternalOutput;
import org.jspecify.annotations.Nullable;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaValue;

/** What scripts have to say about objects of a type: a table whose field {@code __type} names it. */
public interface TypedObjects {

    /** Nobody says anything. */
    TypedObjects UNKNOWN = new TypedObjects() {
        @Override
        public void onTypedObject(String type, LuaTable object) {
            // Nobody to tell.
        }

        @Override
        public boolean readExternal(LuaTable object, ExternalInput body, LuaWriter writer) {
            return false;
        }

        @Override
        public boolean writeExternal(LuaTable object, Body body) {
            return false;
        }
    };

    /** Where an object writes itself: values to the writer, bytes to the output that comes from it. */
    interface Body {

        /** Begins the object as one that writes itself; null if the format has no such objects. */
        @Nullable
        ExternalOutput begin();

        /** Writes a value. */
        void write(LuaValue value);

        /** Ends the object. */
        void end();
    }

    /** A typed object was read: as a whole, or still empty if it reads itself. */
    void onTypedObject(String type, LuaTable object);

    /** Lets an object read itself; false, and nothing was read, if it does not know how. */
    boolean readExternal(LuaTable object, ExternalInput body, LuaWriter writer);

    /** Lets an object write itself; false, and nothing was written, if it does not know how. */
    boolean writeExternal(LuaTable object, Body body);
}
