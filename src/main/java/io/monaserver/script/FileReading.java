package io.monaserver.script;

import io.monaserver.domain.ApplicationEvent;
import io.monaserver.domain.Effect;
import io.monaserver.domain.ReadOutcome;
import io.monaserver.script.api.ClientObject;
import io.monaserver.script.binding.LuaWriter;
import io.monaserver.script.lua.Args;
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

/** Asks a client's {@code onRead} what a request for a file is to be answered with. */
final class FileReading {

    private static final Logger LOG = LoggerFactory.getLogger("script");

    private FileReading() {}

    /** An outcome without what the script did meanwhile, which is known only afterwards. */
    interface Answer {
        ReadOutcome with(List<Effect> effects);
    }

    static Answer ask(
            ApplicationTree tree, Application application, ClientObject client, ApplicationEvent.Reading event) {
        LuaValue handler = client.handler(ClientObject.ON_READ);
        if (handler == null) {
            return effects -> new ReadOutcome.Send(event.file(), null, effects);
        }
        try {
            Varargs parameters = LuaWriter.decode(event.parameters());
            Varargs arguments = LuaValue.varargsOf(Args.text(event.file()), parameters);
            return answer(event.file(), tree.call(application, handler, LuaValue.varargsOf(client, arguments)));
        } catch (LuaError error) {
            String text = text(error.bareValue());
            if (error.isDeliberate()) {
                LOG.debug("reading {} refused: {}", event.file(), error.getMessage());
                return effects -> new ReadOutcome.Refused(text, effects);
            }
            LOG.error("{}", error.getMessage());
            return effects -> new ReadOutcome.Failed(text, effects);
        }
    }

    /** No result means the file that was asked for, text another one's name; nil and the like none at all. */
    private static Answer answer(String wanted, Varargs result) {
        if (result.narg() == 0) {
            return effects -> new ReadOutcome.Send(wanted, null, effects);
        }
        if (!result.arg1().isstring()) {
            return ReadOutcome.NoFile::new;
        }
        String name = text(result.arg1());
        if (result.arg(2) instanceof LuaTable table) {
            Map<String, String> values = values(table);
            return effects -> new ReadOutcome.Send(name, values, effects);
        }
        return effects -> new ReadOutcome.Send(name, null, effects);
    }

    private static String text(LuaValue value) {
        return Strings.text(value);
    }

    private static Map<String, String> values(LuaTable table) {
        Map<String, String> values = new LinkedHashMap<>();
        for (Varargs entry = table.next(LuaValue.NIL); !entry.arg1().isnil(); entry = table.next(entry.arg1())) {
            LuaValue value = entry.arg(2);
            if (value.isstring() || value.isboolean()) {
                values.put(text(entry.arg1()), text(value));
            }
        }
        return values;
    }
}
