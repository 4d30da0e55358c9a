package io.monaserver.script.api;

import io.monaserver.domain.Newcomer;
import io.monaserver.domain.PublicAddress;
import io.monaserver.domain.Referral;
import io.monaserver.domain.Referral.Place;
import io.monaserver.script.binding.Complaints;
import io.monaserver.script.binding.LuaObject;
import io.monaserver.script.lua.Args;
import io.monaserver.script.lua.Strings;
import java.net.InetSocketAddress;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.luaj.vm2.LuaInteger;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/**
 * What scripts get to see and give back when they refer somebody: addresses as text or objects, several of them or
 * tables of them, servers and collections of servers, and the words for this server itself.
 */
public final class ReferralValues {

    private static final LuaString AGAIN = LuaValue.valueOf("again");
    private static final LuaString REDIRECT = LuaValue.valueOf("redirect");
    private static final LuaString MYSELF = LuaValue.valueOf("myself");

    /** More than this fits into no answer. */
    private static final int MAX_PLACES = 64;

    private static final int MAX_DEPTH = 4;

    private final String function;
    private final Set<Place> places = new LinkedHashSet<>();

    private ReferralValues(String function) {
        this.function = function;
    }

    /** The arguments of onHandshake. */
    public static Varargs arguments(Newcomer newcomer) {
        return LuaValue.varargsOf(new LuaValue[] {
            new SocketAddressObject(newcomer.address()),
            Args.text(newcomer.path()),
            new TextMapObject(newcomer.properties()),
            LuaInteger.valueOf(newcomer.attempts())
        });
    }

    /** What a function's results refer to; a result that is no address is told in the log. */
    public static Referral read(String function, Varargs results) {
        ReferralValues values = new ReferralValues(function);
        for (int i = 1; i <= results.narg(); i++) {
            values.add(results.arg(i), 0);
        }
        return values.places.isEmpty() ? Referral.NONE : new Referral.To(List.copyOf(values.places));
    }

    /**
     * Where an error that a script raised sends the client: a server, a collection of servers or an address, or a table
     * whose field {@code redirect} has such a value or the text of an address. Any other error refuses it.
     */
    public static List<String> redirect(LuaValue error, String protocol) {
        boolean isPlace = error instanceof ServerObject
                || error instanceof BroadcasterObject
                || error instanceof SocketAddressObject;
        boolean isTable = error instanceof LuaTable && !(error instanceof LuaObject);
        LuaValue target = isPlace ? error : isTable ? ((LuaTable) error).rawget(REDIRECT) : LuaValue.NIL;
        ReferralValues values = new ReferralValues("redirect");
        if (target instanceof LuaString name && name.indexOf((byte) ':', 0) > 0) {
            return List.of(Strings.text(name));
        }
        values.add(target, 0);
        return values.places.stream()
                .flatMap(place -> address(place, protocol).stream())
                .map(PublicAddress::text)
                .toList();
    }

    private static Optional<InetSocketAddress> address(Place place, String protocol) {
        if (place instanceof Place.Server server) {
            return PublicAddress.of(server.server(), protocol);
        }
        return place instanceof Place.At at ? Optional.of(at.address()) : Optional.empty();
    }

    private void add(LuaValue value, int depth) {
        if (!value.toboolean() || places.size() >= MAX_PLACES) {
            return;
        }
        if (value.raweq(AGAIN) || value.raweq(MYSELF)) {
            places.add(Place.MYSELF);
        } else if (value instanceof ServerObject server) {
            places.add(new Place.Server(server.server()));
        } else if (value instanceof BroadcasterObject servers) {
            servers.servers().forEach(server -> add(server, depth));
        } else if (value instanceof LuaTable table && !(value instanceof TextObject)) {
            addAll(table, depth + 1);
        } else {
            addAddress(value);
        }
    }

    private void addAll(LuaTable table, int depth) {
        if (depth > MAX_DEPTH) {
            return;
        }
        for (Varargs entry = table.next(LuaValue.NIL); !entry.arg1().isnil(); entry = table.next(entry.arg1())) {
            add(entry.arg(2), depth);
        }
    }

    private void addAddress(LuaValue value) {
        try {
            SocketAddressObject address = Addresses.readLiteral(value);
            if (address.hostAddress().isWildcard()) {
                places.add(Place.MYSELF);
            } else {
                places.add(new Place.At(address.toSocketAddress()));
            }
        } catch (AddressException malformed) {
            Complaints.error(function + " returned: " + malformed.text());
        }
    }
}
