package io.monaserver.script;

import io.monaserver.common.ClientId;
import io.monaserver.domain.Newcomer;
import io.monaserver.domain.Referral;
import io.monaserver.script.api.ReferralValues;
import io.monaserver.script.lua.Args;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/** The events in which scripts say where those shall go who are no clients yet. */
final class ScriptReferrals {

    static final LuaString ON_HANDSHAKE = LuaValue.valueOf("onHandshake");
    static final LuaString ON_RENDEZ_VOUS_UNKNOWN = LuaValue.valueOf("onRendezVousUnknown");

    private final ApplicationTree tree;
    private final boolean original;

    /** The original's code gives onHandshake the protocol as its first argument, other than its documents. */
    ScriptReferrals(ApplicationTree tree, boolean original) {
        this.tree = tree;
        this.original = original;
    }

    Referral handshake(Application application, Newcomer newcomer) {
        Varargs arguments = ReferralValues.arguments(newcomer);
        return ask(
                application,
                ON_HANDSHAKE,
                original ? LuaValue.varargsOf(Args.text(newcomer.protocol()), arguments) : arguments);
    }

    Referral unknownPeer(Application application, String protocol, ClientId peer) {
        return ask(
                application,
                ON_RENDEZ_VOUS_UNKNOWN,
                LuaValue.varargsOf(Args.text(protocol), LuaString.valueUsing(peer.toBytes())));
    }

    private Referral ask(Application application, LuaString name, Varargs arguments) {
        LuaValue handler = application.environment().get(name);
        if (application.error() != null || !handler.isfunction()) {
            return Referral.NONE;
        }
        Varargs result = tree.attempt(application, handler, arguments);
        return result == null ? Referral.NONE : ReferralValues.read(name.tojstring(), result);
    }
}
