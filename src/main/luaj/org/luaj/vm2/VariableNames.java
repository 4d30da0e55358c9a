package org.luaj.vm2;

/** Finds the names that source code has for the values in registers, by looking at the instructions before. */
public final class VariableNames {

    /** A kind (local, global, field, method, upvalue) and a name. */
    public record Name(String kind, String text) {}

    private VariableNames() {}

    /** The name of the function that the instruction calls, or null. */
    public static Name ofCallee(Prototype p, int pc) {
        if (pc < 0 || pc >= p.code.length) {
            return null;
        }
        int instruction = p.code[pc];
        switch (Lua.GET_OPCODE(instruction)) {
            case Lua.OP_CALL:
            case Lua.OP_TAILCALL:
                return ofRegister(p, pc, Lua.GETARG_A(instruction));
            case Lua.OP_TFORCALL:
                return new Name("for iterator", "for iterator");
            default:
                String event = metamethod(Lua.GET_OPCODE(instruction));
                return event == null ? null : new Name("metamethod", event);
        }
    }

    private static String metamethod(int opcode) {
        switch (opcode) {
            case Lua.OP_GETTABUP:
            case Lua.OP_GETTABLE:
            case Lua.OP_SELF:
                return "__index";
            case Lua.OP_SETTABUP:
            case Lua.OP_SETTABLE:
                return "__newindex";
            case Lua.OP_ADD:
                return "__add";
            case Lua.OP_SUB:
                return "__sub";
            case Lua.OP_MUL:
                return "__mul";
            case Lua.OP_DIV:
                return "__div";
            case Lua.OP_MOD:
                return "__mod";
            case Lua.OP_POW:
                return "__pow";
            case Lua.OP_UNM:
                return "__unm";
            case Lua.OP_LEN:
                return "__len";
            case Lua.OP_CONCAT:
                return "__concat";
            case Lua.OP_EQ:
                return "__eq";
            case Lua.OP_LT:
                return "__lt";
            case Lua.OP_LE:
                return "__le";
            default:
                return null;
        }
    }

    /** The name of the operand of the instruction that holds this value, or null. */
    static Name ofOperand(LuaClosure closure, int pc, LuaValue[] stack, LuaValue value) {
        int instruction = closure.p.code[pc];
        int a = Lua.GETARG_A(instruction);
        int b = Lua.GETARG_B(instruction);
        int c = Lua.GETARG_C(instruction);
        switch (Lua.GET_OPCODE(instruction)) {
            case Lua.OP_GETTABUP:
                return ofUpvalue(closure, b, value);
            case Lua.OP_SETTABUP:
                return ofUpvalue(closure, a, value);
            case Lua.OP_SETTABLE:
            case Lua.OP_CALL:
            case Lua.OP_TAILCALL:
                return ofHolder(closure.p, pc, stack, value, a, a);
            case Lua.OP_SELF:
            case Lua.OP_GETTABLE:
            case Lua.OP_LEN:
            case Lua.OP_UNM:
                return ofHolder(closure.p, pc, stack, value, b, b);
            case Lua.OP_CONCAT:
                return ofHolder(closure.p, pc, stack, value, b, c);
            case Lua.OP_ADD:
            case Lua.OP_SUB:
            case Lua.OP_MUL:
            case Lua.OP_DIV:
            case Lua.OP_MOD:
            case Lua.OP_POW:
                Name first = Lua.ISK(b) ? null : ofHolder(closure.p, pc, stack, value, b, b);
                return first != null || Lua.ISK(c) ? first : ofHolder(closure.p, pc, stack, value, c, c);
            default:
                return null;
        }
    }

    private static Name ofUpvalue(LuaClosure closure, int index, LuaValue value) {
        LuaString name = closure.p.upvalues[index].name;
        return name != null && closure.upValues[index].getValue() == value
                ? new Name("upvalue", name.tojstring())
                : null;
    }

    private static Name ofHolder(Prototype p, int pc, LuaValue[] stack, LuaValue value, int from, int to) {
        for (int register = from; register <= to; register++) {
            if (stack[register] == value) {
                Name name = ofRegister(p, pc, register);
                if (name != null || from == to) {
                    return name;
                }
            }
        }
        return null;
    }

    private static Name ofRegister(Prototype p, int pc, int register) {
        LuaString local = p.getlocalname(register + 1, pc);
        if (local != null) {
            return new Name("local", local.tojstring());
        }
        int setter = setter(p, pc, register);
        if (setter < 0) {
            return null;
        }
        int instruction = p.code[setter];
        int b = Lua.GETARG_B(instruction);
        switch (Lua.GET_OPCODE(instruction)) {
            case Lua.OP_MOVE:
                return b < Lua.GETARG_A(instruction) ? ofRegister(p, setter, b) : null;
            case Lua.OP_GETTABUP:
                return ofKey(p, instruction, isEnvironment(p.upvalues[b].name) ? "global" : "field");
            case Lua.OP_GETTABLE:
                return ofKey(p, instruction, "field");
            case Lua.OP_SELF:
                return ofKey(p, instruction, "method");
            case Lua.OP_GETUPVAL:
                LuaString name = p.upvalues[b].name;
                return name == null ? null : new Name("upvalue", name.tojstring());
            default:
                return null;
        }
    }

    private static boolean isEnvironment(LuaString upvalue) {
        return upvalue != null && upvalue.tojstring().equals("_ENV");
    }

    private static Name ofKey(Prototype p, int instruction, String kind) {
        int c = Lua.GETARG_C(instruction);
        boolean constant = Lua.ISK(c) && p.k[Lua.INDEXK(c)] instanceof LuaString;
        return constant ? new Name(kind, p.k[Lua.INDEXK(c)].tojstring()) : null;
    }

    /** The last instruction before this one that surely wrote the register, or -1. */
    private static int setter(Prototype p, int lastPc, int register) {
        int found = -1;
        int jumpTarget = 0;
        for (int pc = 0; pc < lastPc; pc++) {
            int instruction = p.code[pc];
            int opcode = Lua.GET_OPCODE(instruction);
            if (opcode == Lua.OP_JMP) {
                int target = pc + 1 + Lua.GETARG_sBx(instruction);
                if (target <= lastPc && target > jumpTarget) {
                    jumpTarget = target;
                }
            } else if (writes(instruction, opcode, register)) {
                found = pc < jumpTarget ? -1 : pc;
            }
        }
        return found;
    }

    private static boolean writes(int instruction, int opcode, int register) {
        int a = Lua.GETARG_A(instruction);
        switch (opcode) {
            case Lua.OP_LOADNIL:
                return a <= register && register <= a + Lua.GETARG_B(instruction);
            case Lua.OP_TFORCALL:
                return register >= a + 2;
            case Lua.OP_CALL:
            case Lua.OP_TAILCALL:
                return register >= a;
            case Lua.OP_SELF:
                return register == a || register == a + 1;
            case Lua.OP_TEST:
                return register == a;
            default:
                return Lua.testAMode(opcode) && register == a;
        }
    }
}
