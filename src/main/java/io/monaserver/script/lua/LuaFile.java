package io.monaserver.script.lua;

import static org.luaj.vm2.LuaValue.NIL;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.luaj.vm2.ArgumentError;
import org.luaj.vm2.CallMonitor;
import org.luaj.vm2.LuaError;
import org.luaj.vm2.LuaNumber;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaUserdata;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.NumberText;
import org.luaj.vm2.Varargs;

/** An open file of a script. */
final class LuaFile extends LuaUserdata {

    private static final int BUFFER = 8192;

    private final RandomAccessFile file;
    private final boolean append;
    private final byte[] buffer = new byte[BUFFER];
    private int next;
    private int filled;
    private boolean open = true;

    LuaFile(Path path, String mode, LuaTable methods) throws IOException {
        super(path, metatable(methods));
        append = mode.charAt(0) == 'a';
        boolean write = mode.charAt(0) != 'r' || mode.indexOf('+') >= 0;
        if (mode.charAt(0) == 'r' && !Files.isRegularFile(path)) {
            throw new NoSuchFileException(path.toString());
        }
        if (mode.charAt(0) == 'w') {
            Files.newByteChannel(
                            path,
                            StandardOpenOption.CREATE,
                            StandardOpenOption.WRITE,
                            StandardOpenOption.TRUNCATE_EXISTING)
                    .close();
        }
        file = new RandomAccessFile(path.toFile(), write ? "rw" : "r");
    }

    private static LuaTable metatable(LuaTable methods) {
        LuaTable metatable = new LuaTable();
        metatable.rawset(INDEX, methods);
        metatable.rawset("__metatable", FALSE);
        return metatable;
    }

    static LuaFile check(Varargs args) {
        if (!(args.arg(1) instanceof LuaFile file)) {
            throw Args.wrongType(args, 1, "FILE*");
        }
        if (!file.open) {
            throw new LuaError("attempt to use a closed file");
        }
        return file;
    }

    boolean isOpen() {
        return open;
    }

    @Override
    public String tojstring() {
        return open ? String.format("file (0x%08x)", System.identityHashCode(this)) : "file (closed)";
    }

    Varargs closeFile() {
        try {
            open = false;
            file.close();
            return TRUE;
        } catch (IOException failed) {
            return failure(failed);
        }
    }

    private static Varargs failure(IOException failed) {
        return varargsOf(NIL, Args.text(String.valueOf(failed.getMessage())), LuaValue.valueOf(5));
    }

    Varargs write(Varargs args) {
        try {
            discardBuffer();
            if (append) {
                file.seek(file.length());
            }
            for (int i = 1; i <= args.narg(); i++) {
                LuaString text = Args.string(args, i);
                file.write(text.m_bytes, text.m_offset, text.m_length);
            }
            return this;
        } catch (IOException failed) {
            return failure(failed);
        }
    }

    Varargs seek(Varargs args) {
        LuaString given = Args.optString(args, 1);
        String whence = given == null ? "cur" : Strings.text(given);
        long offset = (long) Args.number(args, 2, 0);
        try {
            discardBuffer();
            long base = switch (whence) {
                case "set" -> 0;
                case "cur" -> file.getFilePointer();
                case "end" -> file.length();
                default -> throw new ArgumentError(1, "invalid option '" + whence + "'");
            };
            file.seek(Math.max(0, base + offset));
            return Args.of((double) file.getFilePointer());
        } catch (IOException failed) {
            return failure(failed);
        }
    }

    private void discardBuffer() throws IOException {
        if (next < filled) {
            file.seek(file.getFilePointer() - (filled - next));
        }
        next = 0;
        filled = 0;
    }

    Varargs read(CallMonitor monitor, Varargs formats) {
        try {
            if (formats.narg() == 0) {
                return line(monitor, false);
            }
            LuaValue[] values = new LuaValue[formats.narg()];
            for (int i = 0; i < values.length; i++) {
                values[i] = read(monitor, formats, i + 1);
                if (values[i].isnil()) {
                    return varargsOf(values, 0, i + 1);
                }
            }
            return varargsOf(values);
        } catch (IOException failed) {
            return failure(failed);
        }
    }

    private LuaValue read(CallMonitor monitor, Varargs formats, int index) throws IOException {
        if (formats.arg(index) instanceof LuaNumber count) {
            return block(monitor, count.toint());
        }
        String format = Strings.text(Args.string(formats, index));
        return switch (format.replace("*", "").isEmpty()
                ? ' '
                : format.replace("*", "").charAt(0)) {
            case 'l' -> line(monitor, false);
            case 'L' -> line(monitor, true);
            case 'a' -> all(monitor);
            case 'n' -> number(monitor);
            default -> throw new ArgumentError(index, "invalid format");
        };
    }

    private int readByte() throws IOException {
        if (next == filled) {
            next = 0;
            filled = Math.max(0, file.read(buffer));
            if (filled == 0) {
                return -1;
            }
        }
        return buffer[next++] & 0xff;
    }

    private LuaValue line(CallMonitor monitor, boolean keepEnd) throws IOException {
        ByteBuilder text = new ByteBuilder(monitor);
        int c = readByte();
        if (c < 0) {
            return NIL;
        }
        while (c >= 0 && c != '\n') {
            text.append(c);
            c = readByte();
        }
        if (keepEnd && c == '\n') {
            text.append(c);
        }
        monitor.step();
        return text.build();
    }

    private LuaValue all(CallMonitor monitor) throws IOException {
        ByteBuilder text = new ByteBuilder(monitor);
        for (int c = readByte(); c >= 0; c = readByte()) {
            text.append(c);
        }
        return text.build();
    }

    private LuaValue block(CallMonitor monitor, int count) throws IOException {
        ByteBuilder text = new ByteBuilder(monitor);
        int read = 0;
        int c = readByte();
        if (c < 0) {
            return NIL;
        }
        while (c >= 0 && read < count) {
            text.append(c);
            read++;
            c = read < count ? readByte() : -1;
        }
        if (count == 0) {
            next--;
        }
        return text.build();
    }

    private LuaValue number(CallMonitor monitor) throws IOException {
        ByteBuilder text = new ByteBuilder(monitor);
        int c = readByte();
        while (c == ' ' || (c >= 9 && c <= 13)) {
            c = readByte();
        }
        while (c > ' ') {
            text.append(c);
            c = readByte();
        }
        if (c >= 0) {
            next--;
        }
        LuaString found = text.build();
        Double value = NumberText.parse(found.m_bytes, found.m_offset, found.m_length);
        return value == null ? NIL : Args.of(value);
    }
}
