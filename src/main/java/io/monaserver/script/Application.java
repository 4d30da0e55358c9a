package io.monaserver.script;

import io.monaserver.script.api.Resources;
import io.monaserver.script.lua.FileSandbox;
import io.monaserver.script.lua.Strings;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaValue;

/** One loaded application: its place in the tree, its variables, and how its last loading went. Belongs to the lane. */
final class Application {

    private final String path;
    private final String name;
    private final Path folder;
    private final @Nullable Application parent;
    private final ApplicationTree tree;
    private final Map<String, Application> children = new LinkedHashMap<>();
    private final Environment environment = new Environment(this);
    private final LuaTable libraries;
    private final Map<LuaValue, LuaValue> properties;
    private final BreachCount breaches;
    private final FileSandbox files;
    private final Resources resources = new Resources();

    private FileStamp stamp = FileStamp.MISSING;
    private long checkedMs;
    private @Nullable String error;
    private boolean started;

    Application(ApplicationTree tree, @Nullable Application parent, String path, Path folder) {
        this.tree = tree;
        this.parent = parent;
        this.path = path;
        this.name = path.substring(path.lastIndexOf('/') + 1);
        this.folder = folder;
        this.breaches = new BreachCount(tree.config().breaches());
        this.files = tree.sandbox(folder);
        this.libraries = tree.libraries(this);
        this.properties = tree.properties(this);
        if (parent != null) {
            parent.children.put(name, this);
        }
    }

    /** Empty for the root, else {@code /a/b}. */
    String path() {
        return path;
    }

    String name() {
        return name;
    }

    Path folder() {
        return folder;
    }

    @Nullable
    Application parent() {
        return parent;
    }

    Map<String, Application> children() {
        return children;
    }

    Environment environment() {
        return environment;
    }

    LuaTable libraries() {
        return libraries;
    }

    Resources resources() {
        return resources;
    }

    BreachCount breaches() {
        return breaches;
    }

    /** The files that its functions may have. */
    FileSandbox files() {
        return files;
    }

    FileStamp stamp() {
        return stamp;
    }

    void stamp(FileStamp next) {
        stamp = next;
    }

    long checkedMs() {
        return checkedMs;
    }

    void checkedMs(long now) {
        checkedMs = now;
    }

    /** Why it cannot be used, or null. Set until its main.lua changes. */
    @Nullable
    String error() {
        return error;
    }

    void error(@Nullable String text) {
        error = text;
    }

    boolean isStarted() {
        return started;
    }

    void started(boolean value) {
        started = value;
    }

    /** A name that the application does not define itself. */
    LuaValue inherited(LuaValue key) {
        LuaValue property = properties.get(key);
        if (property != null) {
            return property;
        }
        for (Application above = parent; above != null; above = above.parent) {
            LuaValue value = above.environment.rawget(key);
            if (!value.isnil()) {
                return value;
            }
        }
        LuaValue library = libraries.rawget(key);
        return library.isnil() && key.type() == LuaValue.TSTRING ? tree.named(this, Strings.text(key)) : library;
    }

    /** A function of an event came or went: those that are asked before there is a client are known outside. */
    void reviewWishes() {
        tree.wishes()
                .handshakes(
                        path, environment.rawget(ScriptReferrals.ON_HANDSHAKE).isfunction());
        if (parent == null) {
            tree.wishes()
                    .rendezvous(environment
                            .rawget(ScriptReferrals.ON_RENDEZ_VOUS_UNKNOWN)
                            .isfunction());
        }
    }

    @Override
    public String toString() {
        return "application " + path + "/";
    }
}
