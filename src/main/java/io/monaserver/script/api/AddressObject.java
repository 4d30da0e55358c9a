package io.monaserver.script.api;

import io.monaserver.script.binding.LuaMeta;
import io.monaserver.script.binding.LuaObject;
import io.monaserver.script.binding.LuaProperty;
import java.net.Inet6Address;
import java.net.InetSocketAddress;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Operators;
import org.luaj.vm2.Varargs;

/** A host and a port. Prints, concatenates and compares as its text. */
public final class AddressObject extends LuaObject {

    private final InetSocketAddress address;
    private final LuaValue value;

    AddressObject(InetSocketAddress address) {
        this.address = address;
        this.value = text(hostText(address) + ":" + address.getPort());
    }

    /** The host. */
    @LuaProperty
    public String host() {
        return bareHost(address);
    }

    /** The port. */
    @LuaProperty
    public int port() {
        return address.getPort();
    }

    /** Whether the host is an IPv6 address. */
    @LuaProperty
    public boolean isIPv6() {
        return address.getAddress() instanceof Inet6Address;
    }

    /** The text {@code host:port}. */
    @LuaProperty
    public LuaValue value() {
        return value;
    }

    /** {@code tostring(address)}. */
    @LuaMeta("__tostring")
    public LuaValue metaText(Varargs operands) {
        return value;
    }

    /** {@code address .. text}. */
    @LuaMeta("__concat")
    public LuaValue concat(Varargs operands) {
        return io.monaserver.script.lua.Strings.concat(
                asText(operands.arg(1)).strvalue(), asText(operands.arg(2)).strvalue());
    }

    /** {@code address == other}. */
    @LuaMeta("__eq")
    public boolean isEqual(Varargs operands) {
        return asText(operands.arg(1)).raweq(asText(operands.arg(2)));
    }

    /** {@code address < other}. */
    @LuaMeta("__lt")
    public boolean isLess(Varargs operands) {
        return Operators.lessThan(asText(operands.arg(1)), asText(operands.arg(2)));
    }

    /** {@code address <= other}. */
    @LuaMeta("__le")
    public boolean isLessOrEqual(Varargs operands) {
        return Operators.lessOrEqual(asText(operands.arg(1)), asText(operands.arg(2)));
    }

    /** {@code address()}: itself, since it never changes. */
    @LuaMeta("__call")
    public LuaValue copy(Varargs operands) {
        return this;
    }

    private static LuaValue asText(LuaValue value) {
        return value instanceof AddressObject address ? address.value : value;
    }

    private static String bareHost(InetSocketAddress address) {
        return address.getAddress() == null
                ? address.getHostString()
                : address.getAddress().getHostAddress();
    }

    /** An IPv6 host stands in brackets before a port. */
    static String hostText(InetSocketAddress address) {
        String host = bareHost(address);
        return host.indexOf(':') >= 0 ? "[" + host + "]" : host;
    }
}
