package io.monaserver.script.api;

import io.monaserver.domain.Effect;
import io.monaserver.script.binding.LuaMethod;
import io.monaserver.script.binding.LuaObject;
import io.monaserver.script.binding.LuaProperty;
import io.monaserver.script.lua.Args;
import io.monaserver.script.lua.Strings;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/**
 * A way to write to a client. What is written leaves when the event ends, in order. Where a transport has one pipe
 * only, all writers of a client share it.
 */
public final class WriterObject extends LuaObject {

    private static final LuaString ON_MANAGE = valueOf("onManage");

    private final ClientObject client;
    private final int number;
    private final WriterQos figures;
    private final QosObject qos;
    private boolean reliable = true;
    private boolean closed;

    /** Writer 0 is the main one. */
    WriterObject(ClientObject client, int number) {
        this.client = client;
        this.number = number;
        this.figures = new WriterQos(client.world().clock(), client.client());
        this.qos = new QosObject(figures);
    }

    private void write(Effect effect, int bytes) {
        if (closed) {
            return;
        }
        figures.sent(bytes);
        boolean isPlain = (number == 0 && reliable) || !client.client().hasFlows();
        client.effect(isPlain ? effect : new Effect.Through(number, reliable, effect));
    }

    boolean isOf(ClientObject other) {
        return client.raweq(other);
    }

    /** The function that is called every two seconds, if there is one and this is not the main writer. */
    public Optional<LuaValue> onManage() {
        return Optional.ofNullable(closed ? null : handler(ON_MANAGE));
    }

    @Override
    protected void onField(LuaValue key, LuaValue value) {
        if (number != 0 && ON_MANAGE.raweq(key)) {
            client.world().manage(this, !closed && client.isPresent() && value.isfunction());
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
        // All are checked before the first is written; the arguments count from 2, after the writer itself.
        Varargs checked = varargsOf(this, messages);
        for (int i = 2; i <= checked.narg(); i++) {
            Args.string(checked, i);
        }
        for (int i = 1; i <= messages.narg(); i++) {
            byte[] message = Strings.bytes(Args.string(messages, i));
            write(new Effect.Raw(message), message.length);
        }
    }

    /** Writes values as an unnamed message: during a call the first is its answer. */
    @LuaMethod
    public void writeMessage(Varargs values) {
        byte[] message = client.encode(values);
        write(new Effect.Message(message), message.length);
    }

    /** Calls a function on the client's side, {@code onMessage} if the name is nil. */
    @LuaMethod
    public void writeInvocation(@Nullable LuaString name, Varargs values) {
        String function = name == null ? "onMessage" : Strings.text(name);
        byte[] arguments = client.encode(values);
        write(new Effect.Invocation(function, arguments), arguments.length);
    }

    /** Sends the status {@code NetConnection.<code>}. */
    @LuaMethod
    public void writeStatusResponse(String code, @Nullable String description) {
        String text = description == null ? "" : description;
        write(new Effect.Status(code, text), text.length());
    }

    /** Sends now what was written; with false a packet that is not full is kept back. */
    @LuaMethod
    public void flush(Varargs full) {
        write(new Effect.Flush(full.narg() == 0 || full.arg1().toboolean()), 0);
    }

    /** Another writer of the same client. */
    @LuaMethod
    public LuaValue newWriter() {
        return client.newWriter();
    }

    /** The old name of {@code newWriter}. */
    @LuaMethod
    public LuaValue newFlowWriter() {
        return newWriter();
    }

    /** Closes the writer; the main one ends the client's session, with a code of its protocol if one is given. */
    @LuaMethod
    public void close(@Nullable Double code) {
        Effect close = new Effect.Close(code == null ? 0 : code.intValue());
        if (number == 0) {
            client.effect(close);
        } else if (!closed) {
            if (client.client().hasFlows()) {
                write(close, 0);
            }
            closed = true;
            client.world().manage(this, false);
        }
    }
}
