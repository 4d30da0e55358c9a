package io.monaserver.script.binding;

import io.monaserver.script.lua.ScriptThread;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Log lines about what a script did wrong and goes on after, with the position in the script before them. */
public final class Complaints {

    private static final Logger LOG = LoggerFactory.getLogger("script");

    private Complaints() {}

    /** Something was not done. */
    public static void error(String text) {
        LOG.error("{}{}", ScriptThread.position(), text);
    }

    /** Something was done otherwise than it was asked for. */
    public static void warn(String text) {
        LOG.warn("{}{}", ScriptThread.position(), text);
    }
}
