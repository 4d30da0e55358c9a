package io.monaserver.codec.xml;

import io.monaserver.codec.DataFormatException;

/** A cursor over XML text: the marks, names and quoted values that tags are made of. */
final class XmlScanner {

    private final String xml;
    private int position;

    XmlScanner(String xml) {
        this.xml = xml;
    }

    boolean atEnd() {
        return position >= xml.length();
    }

    /** Steps over a mark if it comes next. */
    boolean skip(String mark) {
        boolean found = xml.startsWith(mark, position);
        position += found ? mark.length() : 0;
        return found;
    }

    /** Steps over white space; true, so that it can stand in a condition, unless the text ends there. */
    boolean skipBlanks() {
        while (!atEnd() && isBlank(xml.charAt(position))) {
            position++;
        }
        return !atEnd();
    }

    /** What comes before the next tag. */
    String readUntilTag() {
        int tag = xml.indexOf('<', position);
        int end = tag < 0 ? xml.length() : tag;
        String text = xml.substring(position, end);
        position = end;
        return text;
    }

    /** What comes before this mark, which is stepped over. */
    String readThrough(String mark, String what) {
        int end = xml.indexOf(mark, position);
        if (end < 0) {
            throw new DataFormatException(what + " without termination");
        }
        String text = xml.substring(position, end);
        position = end + mark.length();
        return text;
    }

    /** Whether a name comes next. */
    boolean isName() {
        return !atEnd() && isNameStart(xml.charAt(position));
    }

    /** Fails unless a name, or an end, comes next. */
    void requireName() {
        if (!atEnd() && !isName() && xml.charAt(position) != '/') {
            throw new DataFormatException("XML name must start with an alphabetic character");
        }
    }

    String readName() {
        if (!isName()) {
            throw new DataFormatException("XML name must start with an alphabetic character");
        }
        int start = position;
        while (!atEnd() && isNamePart(xml.charAt(position))) {
            position++;
        }
        return xml.substring(start, position);
    }

    /** The quoted value of an attribute, still escaped. */
    String readValue(String attribute) {
        boolean ended = atEnd() || xml.charAt(position) == '/' || xml.charAt(position) == '>';
        if (ended) {
            throw new DataFormatException("XML name '" + attribute + "' without termination");
        }
        skipBlanks();
        boolean assigned = skip("=");
        skipBlanks();
        char quote = atEnd() ? ' ' : xml.charAt(position);
        int end = quote == '"' || quote == '\'' ? xml.indexOf(quote, position + 1) : -1;
        if (!assigned || end < 0) {
            throw new DataFormatException("XML attribute '" + attribute + "' without value");
        }
        String value = xml.substring(position + 1, end);
        position = end + 1;
        return value;
    }

    /** Steps over a document type with all that it declares (§2.8). */
    void skipDeclaration() {
        int depth = 1;
        while (depth > 0) {
            if (atEnd()) {
                throw new DataFormatException("XML declaration without termination");
            }
            char next = xml.charAt(position);
            if (skip("<!--")) {
                readThrough("-->", "XML comment");
            } else if (next == '"' || next == '\'') {
                position++;
                readThrough(String.valueOf(next), "XML declaration");
            } else {
                depth += next == '<' || next == '[' ? 1 : next == '>' || next == ']' ? -1 : 0;
                position++;
            }
        }
    }

    private static boolean isBlank(char character) {
        return character == ' ' || character == '\t' || character == '\n' || character == '\r';
    }

    private static boolean isNameStart(char character) {
        return Character.isLetter(character) || character == '_' || character == ':' || character > 0x7F;
    }

    private static boolean isNamePart(char character) {
        return isNameStart(character) || (character >= '0' && character <= '9') || character == '-' || character == '.';
    }
}
