package io.monaserver.script;

import io.monaserver.common.Clock;
import io.monaserver.config.ScriptConfig;
import io.monaserver.data.DataTree;
import io.monaserver.domain.ReferralWishes;
import io.monaserver.metrics.Meter;
import io.monaserver.metrics.Metrics.Tally;
import io.monaserver.script.api.DataObject;
import io.monaserver.script.api.MonaObject;
import io.monaserver.script.api.ServerObject;
import io.monaserver.script.api.World;
import io.monaserver.script.lua.Args;
import io.monaserver.script.lua.FileSandbox;
import io.monaserver.script.lua.LuaMachine;
import io.monaserver.script.lua.ScriptBreach;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.luaj.vm2.LuaClosure;
import org.luaj.vm2.LuaError;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The applications of a node: one per folder of {@code www} that somebody used. Loads them from the root down, looks
 * for changes of their main.lua when they are used (at most every two seconds), and remembers why one could not be
 * loaded. Belongs to the lane.
 */
final class ApplicationTree {

    private static final Logger LOG = LoggerFactory.getLogger(ApplicationTree.class);
    private static final long CHECK_INTERVAL_MS = 2000;
    private static final LuaString ON_START = LuaValue.valueOf("onStart");
    private static final LuaString ON_SERVER_CONNECTION = LuaValue.valueOf("onServerConnection");
    private static final LuaString ON_SERVER_DISCONNECTION = LuaValue.valueOf("onServerDisconnection");
    private static final LuaString ON_STOP = LuaValue.valueOf("onStop");

    private final LuaMachine machine;
    private final Path www;
    private final World world;
    private final ReferralWishes wishes;
    private final DataTree data;
    private final MonaObject mona;
    private final Clock clock;
    private final Tally errors;
    private final Tally breaches;
    private final ScriptFiles files;
    private final Map<String, Application> applications = new LinkedHashMap<>();
    private final ScriptConfig config;
    private final List<Path> sharedFolders;
    private final JavaModules modules;
    private @Nullable Application current;

    ApplicationTree(LuaMachine machine, Path www, World world, DataTree data, MonaObject mona, ScriptLane lane) {
        this.machine = machine;
        this.www = www.toAbsolutePath().normalize();
        this.world = world;
        this.data = data;
        this.mona = mona;
        this.clock = lane.clock();
        this.wishes = lane.wishes();
        this.errors = lane.metrics().tally(Meter.SCRIPT_ERRORS, "");
        this.breaches = lane.metrics().tally(Meter.SCRIPT_BREACHES, "");
        this.files = new ScriptFiles(machine, this.www);
        this.config = lane.config().script();
        this.sharedFolders = config.folders().stream()
                .map(lane.config().application().dir()::resolve)
                .toList();
        this.modules = config.modules().isEmpty()
                ? JavaModules.none()
                : JavaModules.in(lane.config().application().dir().resolve(config.modules()));
        machine.environment(() -> currentOrRoot().environment());
        machine.guard()
                .stringMethods(
                        () -> currentOrRoot().libraries().rawget("string").checktable());
    }

    /** What applications want to be asked about those who are no clients yet. */
    ReferralWishes wishes() {
        return wishes;
    }

    ScriptConfig config() {
        return config;
    }

    /** Access to an application's folder, what is below, and the folders that all may have. */
    FileSandbox sandbox(Path folder) {
        List<Path> folders = new ArrayList<>(sharedFolders);
        folders.add(0, folder);
        return new FileSandbox(folders);
    }

    /** The application that the running function was written for. */
    private Application writer(Application fallback) {
        return machine.callersEnvironment() instanceof Environment environment ? environment.application() : fallback;
    }

    /** The libraries of a new application. */
    LuaTable libraries(Application application) {
        LuaTable library =
                machine.libraries(() -> writer(application).files(), name -> files.module(application, name));
        library.rawset("_G", library);
        library.rawset("mona", mona);
        ScriptLog.define(library, application.environment(), System.out);
        files.define(library, application);
        modules.define(library);
        return library;
    }

    /** The names that every application has. */
    Map<LuaValue, LuaValue> properties(Application application) {
        Application parent = application.parent();
        Map<LuaValue, LuaValue> properties = new HashMap<>();
        properties.put(LuaValue.valueOf("name"), Args.text(application.name()));
        properties.put(LuaValue.valueOf("path"), Args.text(application.path()));
        properties.put(LuaValue.valueOf("this"), application.environment());
        properties.put(LuaValue.valueOf("super"), parent == null ? application.libraries() : parent.environment());
        properties.put(LuaValue.valueOf("children"), new ChildrenObject(this, application));
        properties.put(LuaValue.valueOf("clients"), world.clients(application.path()));
        properties.put(LuaValue.valueOf("data"), DataObject.of(data.application(application.path())));
        return properties;
    }

    /** What a name means that no variable has: an application of the own branch, a child, or another one. */
    LuaValue named(Application from, String name) {
        for (Application above = from.parent(); above != null; above = above.parent()) {
            if (above.name().equals(name) && !name.isEmpty()) {
                return above.environment();
            }
        }
        Application child = from.children().get(name);
        Application other = child == null ? applications.get("/" + name) : child;
        return other == null || other == from ? LuaValue.NIL : other.environment();
    }

    /** All loaded applications, parents before their children. */
    List<Application> loaded() {
        return List.copyOf(applications.values());
    }

    /** The application of a path, loaded and up to date; null where there is no such folder. */
    @Nullable
    Application find(String path) {
        Application known = applications.get(path);
        if (known == null) {
            return load(path);
        }
        if (clock.millis() - known.checkedMs() >= CHECK_INTERVAL_MS) {
            refresh(known);
        }
        return applications.get(path);
    }

    /** The application of a path if it is loaded. */
    @Nullable
    Application known(String path) {
        return applications.get(path);
    }

    /** The application in which a function was defined. */
    Application owner(LuaValue function) {
        boolean known = function instanceof LuaClosure closure && closure.environment() instanceof Environment;
        return known ? ((Environment) ((LuaClosure) function).environment()).application() : currentOrRoot();
    }

    /** The application whose function runs. */
    Application caller() {
        return machine.callersEnvironment() instanceof Environment environment
                ? environment.application()
                : currentOrRoot();
    }

    private @Nullable Application load(String path) {
        Path folder = folder(path);
        if (folder == null) {
            return null;
        }
        Application parent = null;
        if (!path.isEmpty()) {
            parent = find(path.substring(0, path.lastIndexOf('/')));
            if (parent == null) {
                return null;
            }
        }
        Application application = new Application(this, parent, path, folder);
        applications.put(path, application);
        application.reviewWishes();
        start(application);
        return application;
    }

    /** Folders whose name begins with a dot, or that lie outside of www, are no applications. */
    private @Nullable Path folder(String path) {
        if (path.isEmpty()) {
            return www;
        }
        if (!path.startsWith("/")
                || path.endsWith("/")
                || path.contains("//")
                || path.contains("/.")
                || path.indexOf('\0') >= 0) {
            return null;
        }
        try {
            Path folder = www.resolve(path.substring(1)).normalize();
            return folder.startsWith(www) && Files.isDirectory(folder) ? folder : null;
        } catch (InvalidPathException unknown) {
            return null;
        }
    }

    /** Looks whether main.lua changed, appeared or was deleted, and reloads. */
    void refresh(Application application) {
        application.checkedMs(clock.millis());
        FileStamp stamp = FileStamp.of(application.folder().resolve("main.lua"));
        if (!stamp.equals(application.stamp())) {
            stop(application);
            application.environment().clear();
            ScriptFiles.forget(application.libraries());
            if (folder(application.path()) == null) {
                remove(application);
                return;
            }
            start(application);
        } else if (stamp.equals(FileStamp.MISSING) && folder(application.path()) == null) {
            stop(application);
            remove(application);
        }
    }

    private void remove(Application application) {
        List.copyOf(application.children().values()).forEach(child -> {
            stop(child);
            remove(child);
        });
        applications.remove(application.path());
        wishes.forget(application.path());
        Application parent = application.parent();
        if (parent != null) {
            parent.children().remove(application.name());
        }
    }

    private void start(Application application) {
        Path main = application.folder().resolve("main.lua");
        application.checkedMs(clock.millis());
        application.stamp(FileStamp.of(main));
        application.error(null);
        application.breaches().clear();
        if (!application.stamp().equals(FileStamp.MISSING)) {
            try {
                run(
                        application,
                        () -> files.load(main, application.environment()).invoke(LuaValue.NONE));
            } catch (LuaError error) {
                application.error(error.getMessage());
                LOG.error("{}", error.getMessage());
                return;
            }
        }
        application.started(true);
        LOG.info("{} started", application);
        event(application, ON_START, Args.text(application.path()));
        world.announce(null, List.of(application.path()));
        world.connectedServers().forEach(server -> serverConnected(application, server));
    }

    /** Tells an application of a server, if it has a function for that itself; an error there ends the link. */
    void serverConnected(Application application, ServerObject server) {
        if (!server.isWanted() || !application.isStarted() || !server.tell(application.path())) {
            return;
        }
        LuaValue handler = application.environment().rawget(ON_SERVER_CONNECTION);
        if (handler.isfunction()) {
            try {
                call(application, handler, server);
            } catch (LuaError error) {
                LOG.error("{}", error.getMessage());
                server.untell(application.path());
                server.reject(ErrorText.of(error, world.isOriginal()));
            }
        }
    }

    /** Tells an application that a server has gone, unless it has refused it. */
    void serverDisconnected(Application application, ServerObject server, LuaValue reason) {
        LuaValue handler = application.environment().rawget(ON_SERVER_DISCONNECTION);
        if (server.untell(application.path()) && handler.isfunction()) {
            attempt(application, handler, LuaValue.varargsOf(server, reason));
        }
    }

    /** An application that runs on another server runs here too, if there is one, with its changes. */
    void open(String path) {
        Application known = applications.get(path);
        if (known == null) {
            load(path);
        } else {
            refresh(known);
        }
    }

    private void stop(Application application) {
        if (application.isStarted()) {
            world.connectedServers().forEach(server -> serverDisconnected(application, server, LuaValue.NIL));
            application.started(false);
            event(application, ON_STOP, Args.text(application.path()));
            LOG.info("{} stopped", application);
        }
        application.resources().closeAll();
    }

    /** Stops all, children before their parents. */
    void stopAll() {
        List<Application> all = new ArrayList<>(applications.values());
        for (int i = all.size() - 1; i >= 0; i--) {
            stop(all.get(i));
        }
    }

    /** Calls an event's function, if the application or one above defines it; its error goes to the log. */
    void event(Application application, LuaString name, Varargs arguments) {
        LuaValue handler = application.environment().get(name);
        if (handler.isfunction()) {
            attempt(application, handler, arguments);
        }
    }

    /** Calls an event's function for the application whose script runs. */
    void event(LuaString name, Varargs arguments) {
        event(currentOrRoot(), name, arguments);
    }

    /** Calls a function; its error goes to the log, and there is no result then. */
    @Nullable
    Varargs attempt(Application application, LuaValue function, Varargs arguments) {
        try {
            return call(application, function, arguments);
        } catch (LuaError error) {
            LOG.error("{}", error.getMessage());
            return null;
        }
    }

    /** Calls a function for an application under the guard; a breach of the limits becomes an error too. */
    Varargs call(Application application, LuaValue function, Varargs arguments) {
        return run(application, () -> function.invoke(arguments));
    }

    /** Does something for an application under the guard; a breach of the limits becomes an error too. */
    <T extends @Nullable Object> T run(Application application, Supplier<T> body) {
        Application outer = current;
        current = application;
        machine.guard().enter();
        try {
            return body.get();
        } catch (ScriptBreach breach) {
            onBreach(application, breach);
            throw new LuaError(String.valueOf(breach.getMessage()));
        } catch (LuaError error) {
            errors.increment();
            throw error;
        } catch (StackOverflowError overflow) {
            errors.increment();
            throw new LuaError("stack overflow");
        } catch (RuntimeException fault) {
            LOG.error("fault below a script of {}", application, fault);
            throw new LuaError("internal error");
        } finally {
            machine.guard().exit();
            current = outer;
        }
    }

    private void onBreach(Application application, ScriptBreach breach) {
        breaches.increment();
        LOG.error("{}", breach.getMessage());
        if (application.breaches().add(clock.millis())) {
            application.error(application + " is stopped for going beyond its limits " + config.breaches()
                    + " times in a minute: " + breach.getMessage());
            LOG.error("{}; it starts again when its main.lua changes", application.error());
        }
    }

    /** The path of the application whose script runs. */
    String currentPath() {
        return currentOrRoot().path();
    }

    private Application currentOrRoot() {
        Application running = current == null ? applications.get("") : current;
        if (running == null) {
            throw new IllegalStateException("no application is loaded");
        }
        return running;
    }
}
