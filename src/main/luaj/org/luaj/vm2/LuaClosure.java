package org.luaj.vm2;

/**
 * A Lua function and the interpreter that runs it. Differs from the library's own in what it reports: steps to the
 * {@link CallMonitor} at calls and backward jumps, the position of every call to the {@link CallStack}, and errors that
 * name variables.
 */
public final class LuaClosure extends LuaFunction {

    private static final UpValue[] NO_UPVALUES = {};

    private static final String ENVIRONMENT = "_ENV";

    /** The compiled function. */
    public final Prototype p;

    /** The variables of enclosing functions. */
    public final UpValue[] upValues;

    private final CallMonitor monitor;

    /** The environment of a function that uses no globals, once one was set. */
    private LuaValue unusedEnvironment;

    /** A main chunk in this environment, watched by the monitor of the globals. */
    public LuaClosure(Prototype p, MonitoredGlobals globals, LuaValue environment) {
        this(p, globals.monitor());
        if (upValues.length > 0) {
            upValues[0] = new UpValue(new LuaValue[] {environment}, 0);
        }
    }

    private LuaClosure(Prototype p, CallMonitor monitor) {
        this.p = p;
        this.monitor = monitor;
        this.upValues = p.upvalues == null || p.upvalues.length == 0 ? NO_UPVALUES : new UpValue[p.upvalues.length];
    }

    /** The environment in which the function's globals live, or null where it uses none. */
    public LuaValue environment() {
        int index = environmentIndex();
        return index < 0 ? unusedEnvironment : upValues[index].getValue();
    }

    /** Exchanges the environment of this function only. */
    public void setEnvironment(LuaValue environment) {
        int index = environmentIndex();
        if (index < 0) {
            unusedEnvironment = environment;
        } else {
            upValues[index] = new UpValue(new LuaValue[] {environment}, 0);
        }
    }

    private int environmentIndex() {
        for (int i = 0; i < upValues.length; i++) {
            LuaString name = p.upvalues[i].name;
            if (name != null
                    && name.m_length == ENVIRONMENT.length()
                    && name.tojstring().equals(ENVIRONMENT)) {
                return i;
            }
        }
        return -1;
    }

    /** The chunk's name as errors show it. */
    public String chunk() {
        return ChunkNames.shown(p.source.tojstring());
    }

    /** The line of an instruction, or -1. */
    public int line(int pc) {
        return p.lineinfo == null || pc < 0 || pc >= p.lineinfo.length ? -1 : p.lineinfo[pc];
    }

    @Override
    public boolean isclosure() {
        return true;
    }

    @Override
    public LuaClosure optclosure(LuaClosure fallback) {
        return this;
    }

    @Override
    public LuaClosure checkclosure() {
        return this;
    }

    @Override
    public LuaValue getmetatable() {
        return s_metatable;
    }

    @Override
    public String tojstring() {
        return String.format("function: 0x%08x", System.identityHashCode(this));
    }

    @Override
    public String name() {
        return "<" + chunk() + ":" + p.linedefined + ">";
    }

    @Override
    public LuaValue call() {
        return execute(stack(), NONE).arg1();
    }

    @Override
    public LuaValue call(LuaValue arg) {
        LuaValue[] stack = stack();
        if (p.numparams == 0) {
            return execute(stack, arg).arg1();
        }
        stack[0] = arg;
        return execute(stack, NONE).arg1();
    }

    @Override
    public LuaValue call(LuaValue arg1, LuaValue arg2) {
        LuaValue[] stack = stack();
        if (p.numparams < 2) {
            return p.numparams == 0 ? callVariadic(varargsOf(arg1, arg2)) : callRest(stack, arg1, arg2);
        }
        stack[0] = arg1;
        stack[1] = arg2;
        return execute(stack, NONE).arg1();
    }

    @Override
    public LuaValue call(LuaValue arg1, LuaValue arg2, LuaValue arg3) {
        if (p.numparams < 3) {
            return callVariadic(varargsOf(arg1, arg2, arg3));
        }
        LuaValue[] stack = stack();
        stack[0] = arg1;
        stack[1] = arg2;
        stack[2] = arg3;
        return execute(stack, NONE).arg1();
    }

    private LuaValue callRest(LuaValue[] stack, LuaValue arg1, LuaValue rest) {
        stack[0] = arg1;
        return execute(stack, rest).arg1();
    }

    private LuaValue callVariadic(Varargs args) {
        return invoke(args).arg1();
    }

    @Override
    public Varargs invoke(Varargs args) {
        return onInvoke(args).eval();
    }

    @Override
    public Varargs onInvoke(Varargs args) {
        LuaValue[] stack = stack();
        int parameters = p.numparams;
        for (int i = 0; i < parameters; i++) {
            stack[i] = args.arg(i + 1);
        }
        return execute(stack, p.is_vararg != 0 ? args.subargs(parameters + 1) : NONE);
    }

    private LuaValue[] stack() {
        LuaValue[] stack = new LuaValue[p.maxstacksize];
        for (int i = p.numparams; --i >= 0; ) {
            stack[i] = NIL;
        }
        return stack;
    }

    private Varargs execute(LuaValue[] stack, Varargs varargs) {
        CallStack calls = monitor.calls();
        CallFrame frame = calls.push(this);
        UpValue[] open = p.p.length > 0 ? new UpValue[stack.length] : null;
        try {
            monitor.step();
            return run(frame, stack, varargs, open);
        } catch (LuaError error) {
            calls.raised(error, this, frame.pc, stack);
            throw error;
        } catch (StackOverflowError overflow) {
            LuaError error = new LuaError("stack overflow");
            calls.raised(error, this, frame.pc, stack);
            throw error;
        } catch (IndexOutOfBoundsException
                | ClassCastException
                | NullPointerException
                | IllegalArgumentException
                | ArithmeticException
                | NegativeArraySizeException fault) {
            LuaError error = new LuaError(fault);
            calls.raised(error, this, frame.pc, stack);
            throw error;
        } finally {
            if (open != null) {
                close(open, 0);
            }
            calls.pop();
        }
    }

    /** One loop over the instructions; they are those of Lua 5.2, which the library's compiler makes. */
    @SuppressWarnings("checkstyle:MethodLength")
    private Varargs run(CallFrame frame, LuaValue[] stack, Varargs varargs, UpValue[] open) {
        int[] code = p.code;
        LuaValue[] k = p.k;
        Varargs v = NONE;
        int top = 0;
        for (int pc = 0; ; pc++) {
            int i = code[pc];
            int a = (i >> 6) & 0xff;
            int b = i >>> 23;
            int c = (i >> 14) & 0x1ff;
            frame.pc = pc;
            switch (i & 0x3f) {
                case Lua.OP_MOVE:
                    stack[a] = stack[b];
                    break;
                case Lua.OP_LOADK:
                    stack[a] = k[i >>> 14];
                    break;
                case Lua.OP_LOADKX:
                    stack[a] = k[code[++pc] >>> 6];
                    break;
                case Lua.OP_LOADBOOL:
                    stack[a] = b != 0 ? TRUE : FALSE;
                    if (c != 0) {
                        pc++;
                    }
                    break;
                case Lua.OP_LOADNIL:
                    for (int n = a + b; n >= a; n--) {
                        stack[n] = NIL;
                    }
                    break;
                case Lua.OP_GETUPVAL:
                    stack[a] = upValues[b].getValue();
                    break;
                case Lua.OP_GETTABUP:
                    stack[a] = Operators.index(monitor, upValues[b].getValue(), c > 0xff ? k[c & 0xff] : stack[c]);
                    break;
                case Lua.OP_GETTABLE:
                    stack[a] = Operators.index(monitor, stack[b], c > 0xff ? k[c & 0xff] : stack[c]);
                    break;
                case Lua.OP_SETTABUP:
                    Operators.setIndex(
                            upValues[a].getValue(),
                            b > 0xff ? k[b & 0xff] : stack[b],
                            c > 0xff ? k[c & 0xff] : stack[c]);
                    break;
                case Lua.OP_SETUPVAL:
                    upValues[b].setValue(stack[a]);
                    break;
                case Lua.OP_SETTABLE:
                    Operators.setIndex(stack[a], b > 0xff ? k[b & 0xff] : stack[b], c > 0xff ? k[c & 0xff] : stack[c]);
                    break;
                case Lua.OP_NEWTABLE:
                    stack[a] = new ConstructedTable(fb2int(b), fb2int(c));
                    break;
                case Lua.OP_SELF:
                    LuaValue self = stack[b];
                    stack[a + 1] = self;
                    stack[a] = Operators.index(monitor, self, c > 0xff ? k[c & 0xff] : stack[c]);
                    break;
                case Lua.OP_ADD:
                    stack[a] = Operators.add(b > 0xff ? k[b & 0xff] : stack[b], c > 0xff ? k[c & 0xff] : stack[c]);
                    break;
                case Lua.OP_SUB:
                    stack[a] = Operators.sub(b > 0xff ? k[b & 0xff] : stack[b], c > 0xff ? k[c & 0xff] : stack[c]);
                    break;
                case Lua.OP_MUL:
                    stack[a] = Operators.mul(b > 0xff ? k[b & 0xff] : stack[b], c > 0xff ? k[c & 0xff] : stack[c]);
                    break;
                case Lua.OP_DIV:
                    stack[a] = Operators.div(b > 0xff ? k[b & 0xff] : stack[b], c > 0xff ? k[c & 0xff] : stack[c]);
                    break;
                case Lua.OP_MOD:
                    stack[a] = Operators.mod(b > 0xff ? k[b & 0xff] : stack[b], c > 0xff ? k[c & 0xff] : stack[c]);
                    break;
                case Lua.OP_POW:
                    stack[a] = Operators.pow(b > 0xff ? k[b & 0xff] : stack[b], c > 0xff ? k[c & 0xff] : stack[c]);
                    break;
                case Lua.OP_UNM:
                    stack[a] = Operators.negate(stack[b]);
                    break;
                case Lua.OP_NOT:
                    stack[a] = stack[b].toboolean() ? FALSE : TRUE;
                    break;
                case Lua.OP_LEN:
                    stack[a] = Operators.length(stack[b]);
                    break;
                case Lua.OP_CONCAT:
                    stack[a] = Operators.concat(monitor, stack, b, c);
                    break;
                case Lua.OP_JMP:
                    int jump = (i >>> 14) - 0x1ffff;
                    pc += jump;
                    if (a > 0 && open != null) {
                        close(open, a - 1);
                    }
                    if (jump < 0) {
                        monitor.step();
                    }
                    break;
                case Lua.OP_EQ:
                    if (Operators.equal(b > 0xff ? k[b & 0xff] : stack[b], c > 0xff ? k[c & 0xff] : stack[c])
                            != (a != 0)) {
                        pc++;
                    }
                    break;
                case Lua.OP_LT:
                    if (Operators.lessThan(b > 0xff ? k[b & 0xff] : stack[b], c > 0xff ? k[c & 0xff] : stack[c])
                            != (a != 0)) {
                        pc++;
                    }
                    break;
                case Lua.OP_LE:
                    if (Operators.lessOrEqual(b > 0xff ? k[b & 0xff] : stack[b], c > 0xff ? k[c & 0xff] : stack[c])
                            != (a != 0)) {
                        pc++;
                    }
                    break;
                case Lua.OP_TEST:
                    if (stack[a].toboolean() != (c != 0)) {
                        pc++;
                    }
                    break;
                case Lua.OP_TESTSET:
                    LuaValue tested = stack[b];
                    if (tested.toboolean() != (c != 0)) {
                        pc++;
                    } else {
                        stack[a] = tested;
                    }
                    break;
                case Lua.OP_CALL:
                    LuaValue called = stack[a];
                    if (!(called instanceof LuaFunction)) {
                        v = CallRegisters.callOther(called, CallRegisters.arguments(stack, a, b, top, v));
                    } else if (b > 0 && b < 5 && c > 0 && c < 3) {
                        LuaValue result = CallRegisters.callFixed((LuaFunction) called, stack, a, b);
                        if (c == 2) {
                            stack[a] = result;
                        }
                        break;
                    } else {
                        v = called.invoke(CallRegisters.arguments(stack, a, b, top, v));
                    }
                    if (c > 0) {
                        v.copyto(stack, a, c - 1);
                        v = NONE;
                    } else {
                        top = a + v.narg();
                        v = v.dealias();
                    }
                    break;
                case Lua.OP_TAILCALL:
                    return CallRegisters.tail(stack[a], CallRegisters.arguments(stack, a, b, top, v));
                case Lua.OP_RETURN:
                    switch (b) {
                        case 0:
                            return varargsOf(stack, a, top - v.narg() - a, v);
                        case 1:
                            return NONE;
                        case 2:
                            return stack[a];
                        default:
                            return varargsOf(stack, a, b - 1);
                    }
                case Lua.OP_FORLOOP:
                    if (NumericLoop.goesOn(stack, a)) {
                        pc += (i >>> 14) - 0x1ffff;
                        monitor.step();
                    }
                    break;
                case Lua.OP_FORPREP:
                    NumericLoop.prepare(stack, a);
                    pc += (i >>> 14) - 0x1ffff;
                    break;
                case Lua.OP_TFORCALL:
                    CallRegisters.callIterator(stack, a, c);
                    v = NONE;
                    break;
                case Lua.OP_TFORLOOP:
                    if (!stack[a + 1].isnil()) {
                        stack[a] = stack[a + 1];
                        pc += (i >>> 14) - 0x1ffff;
                        monitor.step();
                    }
                    break;
                case Lua.OP_SETLIST:
                    int block = c == 0 ? code[++pc] : c;
                    int before = (block - 1) * Lua.LFIELDS_PER_FLUSH;
                    if (b == 0) {
                        ConstructedTable.setList(stack, a, top - a - 1, before, v);
                    } else {
                        ConstructedTable.setList(stack, a, b, before);
                    }
                    break;
                case Lua.OP_CLOSURE:
                    stack[a] = closure(p.p[i >>> 14], stack, open);
                    break;
                case Lua.OP_VARARG:
                    if (b == 0) {
                        top = a + varargs.narg();
                        v = varargs;
                    } else {
                        for (int n = 1; n < b; n++) {
                            stack[a + n - 1] = varargs.arg(n);
                        }
                    }
                    break;
                default:
                    throw new LuaError("illegal instruction " + (i & 0x3f));
            }
        }
    }

    /** Constructors state their sizes in a form of three mantissa bits and an exponent. */
    private static int fb2int(int size) {
        return size < 8 ? size : ((size & 7) + 8) << ((size >> 3) - 1);
    }

    private LuaClosure closure(Prototype prototype, LuaValue[] stack, UpValue[] open) {
        LuaClosure closure = new LuaClosure(prototype, monitor);
        Upvaldesc[] descriptions = prototype.upvalues;
        for (int n = 0; n < descriptions.length; n++) {
            closure.upValues[n] =
                    descriptions[n].instack ? capture(stack, descriptions[n].idx, open) : upValues[descriptions[n].idx];
        }
        return closure;
    }

    private static UpValue capture(LuaValue[] stack, int register, UpValue[] open) {
        if (open[register] == null) {
            open[register] = new UpValue(stack, register);
        }
        return open[register];
    }

    private static void close(UpValue[] open, int from) {
        for (int n = open.length; --n >= from; ) {
            if (open[n] != null) {
                open[n].close();
                open[n] = null;
            }
        }
    }
}
