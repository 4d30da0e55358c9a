package io.monaserver.script.api;

import io.monaserver.script.binding.Complaints;
import io.monaserver.script.lua.Args;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/** {@code mona:md5} and {@code mona:sha256}: the raw bytes of one digest for each argument. */
final class Digests {

    private Digests() {}

    /** What is no text has no digest: nil, and a line in the log. */
    static Varargs of(Varargs inputs, String algorithm, String name) {
        LuaValue[] results = new LuaValue[inputs.narg()];
        for (int i = 0; i < results.length; i++) {
            if (inputs.arg(i + 1).isstring()) {
                results[i] = digest(Args.string(inputs, i + 1), algorithm);
            } else {
                Complaints.error(Args.wrongType(inputs, i + 1, "string").describe(name, 0));
                results[i] = LuaValue.NIL;
            }
        }
        return LuaValue.varargsOf(results);
    }

    private static LuaValue digest(LuaString input, String algorithm) {
        try {
            MessageDigest digest = MessageDigest.getInstance(algorithm);
            digest.update(input.m_bytes, input.m_offset, input.m_length);
            return LuaString.valueUsing(digest.digest());
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException(missing);
        }
    }
}
