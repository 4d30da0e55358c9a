package io.monaserver.script;

import io.monaserver.domain.Client;
import io.monaserver.domain.ConnectOutcome;
import io.monaserver.domain.Effect;
import io.monaserver.script.binding.LuaReader;
import io.monaserver.script.lua.Strings;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.luaj.vm2.LuaError;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What onConnection returned: facts for the client and settings of its protocol. */
final class ConnectionResult {

    private static final Logger LOG = LoggerFactory.getLogger("script");

    private ConnectionResult() {}

    static ConnectOutcome.Accepted accepted(Client client, LuaValue result, List<Effect> effects) {
        Map<String, byte[]> info = new LinkedHashMap<>();
        Map<String, String> parameters = new LinkedHashMap<>();
        if (result instanceof LuaTable table) {
            read(client, table, info, parameters);
        } else if (!result.isnil()) {
            LOG.error("onConnection returned a {} (expected: a table or nothing)", result.typename());
        }
        return new ConnectOutcome.Accepted(info, parameters, effects);
    }

    private static void read(Client client, LuaTable table, Map<String, byte[]> info, Map<String, String> parameters) {
        for (Varargs entry = table.next(LuaValue.NIL); !entry.arg1().isnil(); entry = table.next(entry.arg1())) {
            String key = Strings.text(entry.arg1());
            LuaValue value = entry.arg(2);
            try {
                info.put(key, LuaReader.encode(value, client.format()));
            } catch (LuaError unconvertible) {
                LOG.error("onConnection returned {}: {}", key, unconvertible.getMessage());
            }
            if (value.isstring() || value.isboolean()) {
                parameters.put(key, Strings.text(value));
            }
        }
    }
}
