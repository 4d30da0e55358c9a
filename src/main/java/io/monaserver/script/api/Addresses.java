package io.monaserver.script.api;

import io.monaserver.common.IpAddress;
import io.monaserver.common.NameResolver;
import io.monaserver.common.ServiceNames;
import io.monaserver.script.binding.Complaints;
import io.monaserver.script.lua.Strings;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.luaj.vm2.LuaDouble;
import org.luaj.vm2.LuaNumber;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Operators;
import org.luaj.vm2.Varargs;

/** Reads addresses from the arguments of calls: texts, ports, address objects, servers and clients. */
final class Addresses {

    private static final int MAX_PORT = 65535;

    private final NameResolver names;
    private final Duration limit;

    /** Looks up names, where that is asked for, within this limit. */
    Addresses(NameResolver names, Duration limit) {
        this.names = names;
        this.limit = limit;
    }

    /** A kind of address that scripts create. */
    @FunctionalInterface
    interface Creation {

        LuaValue create(Varargs args) throws AddressException;
    }

    /** Creates one. An error goes to the function in front of the arguments, if there is one, and else to the log. */
    LuaValue create(String function, Varargs args, Creation creation) {
        LuaValue onError = args.arg1();
        try {
            return creation.create(onError.isfunction() ? args.subargs(2) : args);
        } catch (AddressException malformed) {
            if (onError.isfunction()) {
                Operators.invoke(onError, LuaValue.valueOf(malformed.text()));
            } else {
                Complaints.error(function + ": " + malformed.text());
            }
            return LuaValue.NIL;
        }
    }

    /** An IPAddress; the wildcard if there is no argument. */
    LuaValue ip(Varargs args, boolean lookUp) throws AddressException {
        return new IpAddressObject(args.narg() == 0 ? IpAddress.WILDCARD : host(args.arg1(), lookUp));
    }

    /** A SocketAddress; the wildcard with port 0 if there is no argument. */
    LuaValue socket(Varargs args, boolean lookUp) throws AddressException {
        return args.narg() == 0
                ? new SocketAddressObject(IpAddress.WILDCARD, 0)
                : read(args, IpAddress.WILDCARD, lookUp);
    }

    /**
     * A host, whose address may have to be looked up, and a port.
     *
     * @param ip null where the host is a name
     */
    record Target(String host, @Nullable IpAddress ip, int port) {

        Target(IpAddress ip, int port) {
            this(ip.toString(), ip, port);
        }

        String text() {
            return (ip == null ? host : ip.toHostText()) + ":" + port;
        }
    }

    /** An address to be bound or reached; a port alone belongs to the given host. */
    SocketAddressObject read(Varargs args, IpAddress hostOfPort, boolean lookUp) throws AddressException {
        if (args.arg1() instanceof SocketAddressObject address) {
            return address;
        }
        Target target = target(args, hostOfPort);
        IpAddress ip = target.ip();
        return new SocketAddressObject(ip == null ? host(target.host(), lookUp) : ip, target.port());
    }

    /** An address that needs no looking up. */
    static SocketAddressObject readLiteral(LuaValue value) throws AddressException {
        if (value instanceof SocketAddressObject address) {
            return address;
        }
        Target target = target(value, IpAddress.WILDCARD);
        IpAddress ip = target.ip();
        if (ip == null) {
            throw new AddressException("Invalid ip " + target.host());
        }
        return new SocketAddressObject(ip, target.port());
    }

    /** The same before a host's name is looked up. */
    static Target target(Varargs args, IpAddress hostOfPort) throws AddressException {
        LuaValue first = args.arg1();
        Integer port = portAlone(first);
        if (port != null) {
            return new Target(hostOfPort, port);
        }
        if (first instanceof SocketAddressObject address) {
            return new Target(address.hostAddress(), address.port());
        }
        InetSocketAddress other = addressOf(first);
        if (other != null) {
            return new Target(IpAddress.hostOf(other), other.getPort());
        }
        if (first instanceof IpAddressObject ip) {
            return new Target(ip.address(), port(args.arg(2), Strings.text(ip.text())));
        }
        if (!(first instanceof LuaString text)) {
            throw new AddressException("No valid SocketAddress available to read: " + first.typename()
                    + " (expected: text or an address)");
        }
        return split(Strings.text(text), args.arg(2));
    }

    private static Target split(String text, LuaValue port) throws AddressException {
        if (!port.isnil()) {
            return named(text, port(port, text));
        }
        int colon = text.lastIndexOf(':');
        // The colons of a bare IPv6 address are no separator.
        boolean isBareV6 = colon > 0 && text.indexOf(':') != colon && text.charAt(colon - 1) != ']';
        if (colon < 0 || isBareV6) {
            throw new AddressException("Missing port number in " + text);
        }
        return named(text.substring(0, colon), port(LuaValue.valueOf(text.substring(colon + 1)), text));
    }

    private static Target named(String host, int port) throws AddressException {
        if (host.isEmpty()) {
            throw new AddressException("Invalid ip ");
        }
        return new Target(host, IpAddress.parse(host), port);
    }

    private static @Nullable Integer portAlone(LuaValue value) throws AddressException {
        Double number = value instanceof LuaNumber || value instanceof LuaString ? Operators.toNumber(value) : null;
        return number == null ? null : (Integer) port(LuaDouble.valueOf(number), "");
    }

    private static int port(LuaValue value, String host) throws AddressException {
        if (value.isnil()) {
            throw new AddressException("Missing port number in " + host);
        }
        if (value instanceof LuaNumber) {
            double number = value.todouble();
            if (number >= 0 && number <= MAX_PORT) {
                return (int) number;
            }
            throw new AddressException("Port " + Strings.text(value) + " invalid (expected: 0 to " + MAX_PORT + ")");
        }
        String name = value instanceof LuaString ? Strings.text(value) : value.typename();
        Integer port = ServiceNames.port(name);
        if (port == null) {
            throw new AddressException("Service " + name + " unknown");
        }
        return port;
    }

    /** The host that an argument means. */
    IpAddress host(LuaValue value, boolean lookUp) throws AddressException {
        if (value instanceof IpAddressObject ip) {
            return ip.address();
        }
        if (value instanceof SocketAddressObject address) {
            return address.hostAddress();
        }
        InetSocketAddress other = addressOf(value);
        if (other != null) {
            return IpAddress.hostOf(other);
        }
        if (value instanceof LuaString || value instanceof LuaNumber) {
            return host(Strings.text(value), lookUp);
        }
        throw new AddressException(
                "No valid IPAddress available to read: " + value.typename() + " (expected: text or an address)");
    }

    /** Does something with the host that each argument means; one that means none is told in the log. */
    void forEachHost(String function, Varargs args, Consumer<IpAddress> action) {
        for (int i = 1; i <= args.narg(); i++) {
            try {
                action.accept(host(args.arg(i), false));
            } catch (AddressException malformed) {
                Complaints.error(function + ": " + malformed.text());
            }
        }
    }

    private IpAddress host(String text, boolean lookUp) throws AddressException {
        IpAddress parsed = IpAddress.parse(text);
        if (parsed != null) {
            return parsed;
        }
        if (!lookUp || text.isEmpty()) {
            throw new AddressException("Invalid ip " + text);
        }
        try {
            return names.await(text, limit);
        } catch (UnknownHostException unknown) {
            throw new AddressException(String.valueOf(unknown.getMessage()));
        }
    }

    private static @Nullable InetSocketAddress addressOf(LuaValue value) {
        if (value instanceof ServerObject server) {
            return server.server().address();
        }
        return value instanceof ClientObject client ? client.client().address() : null;
    }
}
