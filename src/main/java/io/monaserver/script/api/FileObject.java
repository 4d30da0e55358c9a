package io.monaserver.script.api;

import io.monaserver.script.binding.LuaObject;
import io.monaserver.script.binding.LuaProperty;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import org.luaj.vm2.LuaValue;

/** A file or folder as {@code mona:listPaths} found it. */
public final class FileObject extends LuaObject {

    private final Path file;
    private final String name;
    private final BasicFileAttributes attributes;

    FileObject(Path file, BasicFileAttributes attributes) {
        this.file = file;
        this.name = String.valueOf(file.getFileName());
        this.attributes = attributes;
    }

    /** Its name with the extension. */
    @LuaProperty
    public String name() {
        return name;
    }

    /** Its name up to the last dot. */
    @LuaProperty
    public String baseName() {
        int dot = name.lastIndexOf('.');
        return dot < 0 ? name : name.substring(0, dot);
    }

    /** What follows the last dot of its name; empty if there is none. */
    @LuaProperty
    public String extension() {
        return name.substring(name.lastIndexOf('.') < 0 ? name.length() : name.lastIndexOf('.') + 1);
    }

    /** The folder that it is in, with a slash at the end. */
    @LuaProperty
    public String parent() {
        return file.getParent() + "/";
    }

    /** Its size in bytes, 0 for a folder. */
    @LuaProperty
    public long size() {
        return attributes.isDirectory() ? 0 : attributes.size();
    }

    /** When it was last changed, in seconds since 1970. */
    @LuaProperty
    public long lastModified() {
        return attributes.lastModifiedTime().toMillis() / 1000;
    }

    /** Whether it is a folder. */
    @LuaProperty
    public boolean isFolder() {
        return attributes.isDirectory();
    }

    /** Always true: the path begins at the root of the file system. */
    @LuaProperty
    public boolean isAbsolute() {
        return file.isAbsolute();
    }

    /** The full path; that of a folder ends with a slash. */
    @LuaProperty
    public LuaValue path() {
        return text(file + (isFolder() ? "/" : ""));
    }

    /** The same as {@code path}. */
    @LuaProperty
    public LuaValue value() {
        return path();
    }
}
