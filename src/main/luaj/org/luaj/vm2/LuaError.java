package org.luaj.vm2;

/**
 * An error on its way to whoever called in protected mode. Its value is text or any Lua value. Text that was not yet
 * given a position gets one where the innermost Lua function raises it. Costs no Java stack trace.
 */
public class LuaError extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private LuaValue value;
    private LuaValue bare;
    private boolean raised;
    private boolean inScript;
    private boolean deliberate;

    /** An error of the running instruction, or of the library function that it calls. */
    public LuaError(String message) {
        super(message, null, false, false);
    }

    /** Levels are resolved by whoever throws; kept for LuaJ's own classes. */
    public LuaError(String message, int level) {
        this(message);
    }

    /** Any value, left as it is. */
    public LuaError(LuaValue value) {
        super(null, null, false, false);
        this.value = value;
        this.raised = value == null || !value.isstring();
    }

    /** A failure in Java code below a script. */
    public LuaError(Throwable cause) {
        super("vm error: " + cause, cause, false, false);
    }

    /** The value as it is, even where it is text: its position was added, or is not wanted. */
    public static LuaError ofValue(LuaValue value) {
        LuaError error = new LuaError(value);
        error.raised = true;
        error.deliberate = true;
        return error;
    }

    /** Whether a script raised it, not an operation that went wrong. */
    public final boolean isDeliberate() {
        return deliberate;
    }

    /** Text that a script raised, with its position before it. */
    public static LuaError ofText(LuaValue positioned, LuaValue bare) {
        LuaError error = ofValue(positioned);
        error.bare = bare;
        return error;
    }

    /** The value without the position, for whoever has no use for it. */
    public final LuaValue bareValue() {
        return bare == null ? value() : bare;
    }

    /** Whether the error has its final value. */
    final boolean isRaised() {
        return raised && inScript;
    }

    /** Whether a Lua function raised it, so that names, position and handler are done with. */
    public final boolean isRaisedInScript() {
        return raised && inScript;
    }

    /** Gives the text its names and its position. */
    final void raise(LuaClosure closure, int pc, LuaValue[] stack) {
        inScript = true;
        if (raised) {
            return;
        }
        String text = describe(closure, pc, stack);
        bare = NumberText.utf8(text);
        value = NumberText.utf8(closure.chunk() + ":" + closure.line(pc) + ": " + text);
        raised = true;
    }

    /** The text, given what the instruction says about it. */
    String describe(LuaClosure closure, int pc, LuaValue[] stack) {
        return value == null ? super.getMessage() : text(value);
    }

    final void replace(LuaValue next) {
        bare = null;
        value = next;
        raised = true;
    }

    /** What a protected call gives to the script. */
    public final LuaValue value() {
        if (value == null) {
            value = NumberText.utf8(String.valueOf(describe(null, 0, null)));
        }
        return value;
    }

    /** The value, as LuaJ's own classes name it. */
    public final LuaValue getMessageObject() {
        return value();
    }

    @Override
    public final String getMessage() {
        return text(value());
    }

    /** LuaJ's own way to text reads beyond the end of bytes that are no UTF-8. */
    private static String text(LuaValue value) {
        return value instanceof LuaString bytes
                ? new String(bytes.m_bytes, bytes.m_offset, bytes.m_length, java.nio.charset.StandardCharsets.UTF_8)
                : value.tojstring();
    }
}
