package io.monaserver.script.lua;

/** A script used more than it may: not an error that the script could catch, it ends the whole call. */
public final class ScriptBreach extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** Says where the script was and what it used up. */
    public ScriptBreach(String message) {
        super(message, null, false, false);
    }
}
