package io.monaserver.script;

import io.monaserver.codec.DataFormatException;
import io.monaserver.domain.ServerCall;
import io.monaserver.domain.ServerChannel;
import io.monaserver.domain.ServerInfo;
import io.monaserver.script.api.ServerCalls;
import io.monaserver.script.api.ServerObject;
import io.monaserver.script.api.World;
import io.monaserver.script.lua.Args;
import io.monaserver.script.lua.Strings;
import org.luaj.vm2.LuaError;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Brings what other servers do to the functions of scripts. */
final class ServerEvents {

    private static final Logger LOG = LoggerFactory.getLogger("script");

    private final ApplicationTree tree;
    private final World world;

    ServerEvents(ApplicationTree tree, World world) {
        this.tree = tree;
        this.world = world;
    }

    /** A link came up: all applications are told, and the other server which they are. */
    void connected(ServerInfo info, ServerChannel channel) {
        ServerObject server = world.onServerConnected(info, channel);
        tree.loaded().forEach(application -> tree.serverConnected(application, server));
        if (server.isWanted()) {
            world.announce(
                    server,
                    tree.loaded().stream()
                            .filter(Application::isStarted)
                            .map(Application::path)
                            .toList());
        }
        world.sendEffects(null);
    }

    /** A link went down. */
    void disconnected(ServerInfo info, String reason) {
        ServerObject server = world.onServerDisconnected(info);
        if (server != null) {
            tree.loaded().forEach(application -> tree.serverDisconnected(application, server, Args.text(reason)));
        }
        world.sendEffects(null);
    }

    /** A server calls a function. */
    void called(ServerInfo info, ServerCall call) {
        ServerObject server = world.server(info);
        if (server == null || !server.isWanted()) {
            return;
        }
        try {
            if (call.function().equals(ServerCalls.APPLICATIONS)) {
                open(server.decode(call));
            } else {
                run(server, call);
            }
        } catch (DataFormatException | LuaError malformed) {
            LOG.error(
                    "Malformed arguments of '{}' from server {}: {}",
                    call.function(),
                    Strings.text(server.address()),
                    malformed.getMessage());
        }
        world.sendEffects(null);
    }

    private void run(ServerObject server, ServerCall call) {
        LuaValue function = server.handler(Args.text(call.function()));
        if (function == null) {
            if (server.isNewlyMissing(call.function())) {
                LOG.error("Method '{}' not found on server {}", call.function(), Strings.text(server.address()));
            }
            return;
        }
        Varargs arguments = server.decode(call);
        tree.attempt(tree.owner(function), function, LuaValue.varargsOf(server, arguments));
    }

    /** Applications of the same path run on all servers, and look for changes together. */
    private void open(Varargs paths) {
        for (int i = 1; i <= paths.narg(); i++) {
            tree.open(paths.arg(i).tojstring());
        }
    }
}
