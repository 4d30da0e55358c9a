package org.luaj.vm2;

/** An operation met a value of the wrong type. Where the value came from a variable, the text names it. */
final class OperandError extends LuaError {

    private static final long serialVersionUID = 1L;

    private final String verb;
    private final transient LuaValue culprit;

    /** For example "index" and the nil that was indexed. */
    OperandError(String verb, LuaValue culprit) {
        super((String) null);
        this.verb = verb;
        this.culprit = culprit;
    }

    @Override
    String describe(LuaClosure closure, int pc, LuaValue[] stack) {
        VariableNames.Name name = closure == null ? null : VariableNames.ofOperand(closure, pc, stack, culprit);
        String type = culprit.typename();
        return name == null
                ? "attempt to " + verb + " a " + type + " value"
                : "attempt to " + verb + " " + name.kind() + " '" + name.text() + "' (a " + type + " value)";
    }
}
