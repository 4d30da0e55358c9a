package org.luaj.vm2.compiler;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.luaj.vm2.LuaDouble;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.NumberText;

/** The library's parser, corrected where it reads other numbers than LuaJIT, or forgets what a label means. */
final class ScriptLexer extends LexState {

    private LuaValue numeral = LuaValue.NIL;
    private int expressions;

    ScriptLexer(LuaC.CompileState state, InputStream source) {
        super(state, source);
    }

    /** The library ends a numeral by a zero and then converts it in its own way; here it is converted before. */
    @Override
    void save(int c) {
        super.save(c);
        if (c == 0 && nbuff > 1 && (isDigit(buff[0]) || buff[0] == '.')) {
            byte[] text = new String(buff, 0, nbuff - 1).getBytes(StandardCharsets.ISO_8859_1);
            Double value = NumberText.parse(text, 0, text.length);
            if (value == null || isPartOfName(current)) {
                refuse();
            } else {
                numeral = LuaDouble.valueOf(value);
            }
        }
    }

    /** Names what looked like a number as a whole. */
    private void refuse() {
        nbuff--;
        while (isPartOfName(current) || current == '.') {
            save_and_next();
        }
        lexerror("malformed number", TK_NUMBER);
    }

    @Override
    void simpleexp(expdesc expression) {
        LuaValue number = numeral;
        int own = ++expressions;
        super.simpleexp(expression);
        // A number in parentheses was put right by the call for what is inside.
        if (expression.k == VKNUM && expressions == own) {
            expression.u.setNval(number);
        }
    }

    private static boolean isDigit(int c) {
        return c >= '0' && c <= '9';
    }

    private static boolean isPartOfName(int c) {
        return c == '_' || isDigit(c) || (c | 0x20) >= 'a' && (c | 0x20) <= 'z' || c >= 0x80;
    }

    /** What comes after a label can be jumped to, so it must not be joined with the instruction before. */
    @Override
    void labelstat(LuaString label, int line) {
        super.labelstat(label, line);
        fs.getlabel();
    }
}
