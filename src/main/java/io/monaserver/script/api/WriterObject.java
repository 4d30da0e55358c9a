package io.monaserver.script.api;

import io.monaserver.domain.Effect;
import io.monaserver.script.binding.LuaMethod;
import io.monaserver.script.binding.LuaObject;
import io.monaserver.script.binding.LuaProperty;
import io.monaserver.script.binding.LuaReader;
import io.monaserver.script.lua.Args;
import io.monaserver.script.lua.Strings;
import org.jspecify.annotations.Nullable;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/** A way to write to a client. What is written leaves when the event ends, in order. */
public final class WriterObject extends LuaObject {

    private final ClientObject client;
    private final boolean isMain;
    private final QosObject qos = new QosObject(io.monaserver.domain.QualityOfService.NONE);
    private boolean reliable = true;
    private boolean closed;

    WriterObject(ClientObject client, boolean isMain) {
        this.client = client;
        this.isMain = isMain;
    }

    private void write(Effect effect) {
        if (!closed) {
            client.effect(effect);
        }
    }

    /** Whether what is written must arrive; matters where a transport can lose packets. */
    @LuaProperty
    public boolean reliable() {
        return reliable;
    }

    /** Whether what is written must arrive; matters where a transport can lose packets. */
    @LuaProperty("reliable")
    public void setReliable(boolean value) {
        reliable = value;
    }

    /** How the writing fares. */
    @LuaProperty
    public LuaValue qos() {
        return qos;
    }

    /** Writes bytes as they are, each argument a message. */
    @LuaMethod
    public void writeRaw(Varargs messages) {
        for (int i = 1; i <= messages.narg(); i++) {
            write(new Effect.Raw(Strings.bytes(Args.string(messages, i))));
        }
    }

    /** Writes values as an unnamed message: during a call the first is its answer. */
    @LuaMethod
    public void writeMessage(Varargs values) {
        write(new Effect.Message(LuaReader.encode(values, client.client().format())));
    }

    /** Calls a function on the client's side, {@code onMessage} if the name is nil. */
    @LuaMethod
    public void writeInvocation(@Nullable LuaString name, Varargs values) {
        String function = name == null ? "onMessage" : name.tojstring();
        write(new Effect.Invocation(
                function, LuaReader.encode(values, client.client().format())));
    }

    /** Sends the status {@code NetConnection.<code>}. */
    @LuaMethod
    public void writeStatusResponse(String code, @Nullable String description) {
        write(new Effect.Status(code, description == null ? "" : description));
    }

    /** Sends now what was written; with false a packet that is not full is kept back. */
    @LuaMethod
    public void flush(Varargs full) {
        write(new Effect.Flush(full.narg() == 0 || full.arg1().toboolean()));
    }

    /** Another writer of the same client. */
    @LuaMethod
    public LuaValue newWriter() {
        return new WriterObject(client, false);
    }

    /** The old name of {@code newWriter}. */
    @LuaMethod
    public LuaValue newFlowWriter() {
        return newWriter();
    }

    /** Closes the writer; the main one ends the client's session, with a code of its protocol if one is given. */
    @LuaMethod
    public void close(@Nullable Double code) {
        if (isMain) {
            write(new Effect.Close(code == null ? 0 : code.intValue()));
        }
        closed = !isMain;
    }
}
