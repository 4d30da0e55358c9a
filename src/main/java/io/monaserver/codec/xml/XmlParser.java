package io.monaserver.codec.xml;

import io.monaserver.codec.DataFormatException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Makes a tree of XML text, with the leniency and the error texts that scripts know from MonaServer: several roots, the
 * last of repeated attributes. Text is trimmed; a document type is stepped over. A bare § means XML 1.0.
 *
 * <table>
 * <caption>Limits; beyond them parsing ends with a {@link DataFormatException}</caption>
 * <tr><td>nested elements</td><td>{@value #MAX_DEPTH}</td></tr>
 * <tr><td>elements, attributes and texts</td><td>{@value #MAX_NODES}</td></tr>
 * </table>
 */
final class XmlParser {

    /** Nested elements: XML-RPC has four to a nested value. */
    static final int MAX_DEPTH = 512;

    /** Elements, attributes and texts; each costs many times the four bytes it takes in the text. */
    static final int MAX_NODES = 1 << 18;

    private static final Pattern PAIR = Pattern.compile("([\\w:.-]+)\\s*=\\s*([\"'])([^\"']*)\\2");

    private final XmlScanner in;
    private final Map<String, Map<String, String>> instructions = new LinkedHashMap<>();
    private final XmlElement content = new XmlElement("");
    private final Deque<XmlElement> open = new ArrayDeque<>();
    private final StringBuilder text = new StringBuilder();
    private int textEnd;
    private int nodes;

    private XmlParser(String xml) {
        in = new XmlScanner(xml);
        open.push(content);
    }

    /** Parses a text as a whole. */
    static XmlDocument parse(byte[] data, int offset, int length) {
        return new XmlParser(XmlText.decode(data, offset, length)).parse();
    }

    private XmlDocument parse() {
        while (!in.atEnd()) {
            addText(in.readUntilTag());
            if (in.skip("<!--")) {
                in.readThrough("-->", "XML comment");
            } else if (in.skip("<![CDATA[")) {
                addCharacters(in.readThrough("]]>", "XML CDATA"));
            } else if (in.skip("<!")) {
                in.skipDeclaration();
            } else if (in.skip("<?")) {
                readInstruction();
            } else if (in.skip("</")) {
                closeText();
                readEnd();
            } else if (in.skip("<")) {
                closeText();
                readStart();
            }
        }
        closeText();
        if (open.size() > 1) {
            throw new DataFormatException("XML element '" + open.getFirst().name() + "' without termination");
        }
        return new XmlDocument(instructions, content);
    }

    /** White space is kept between words only; what a reference stands for is no white space. */
    private void addText(String raw) {
        String words = text.length() == 0 ? raw.stripLeading() : raw;
        String trimmed = words.stripTrailing();
        if (!trimmed.isEmpty()) {
            addCharacters(XmlText.unescape(trimmed));
        }
        text.append(words, trimmed.length(), words.length());
    }

    private void addCharacters(String characters) {
        text.append(characters);
        textEnd = text.length();
    }

    private void closeText() {
        if (textEnd > 0) {
            if (open.size() == 1) {
                throw new DataFormatException("No XML inner value possible without a XML parent element");
            }
            count();
            open.getFirst().children().add(text.substring(0, textEnd));
        }
        text.setLength(0);
        textEnd = 0;
    }

    /** Instructions may hold anything (§2.6): what is no pair is left out. */
    private void readInstruction() {
        Map<String, String> pairs = new LinkedHashMap<>();
        String name = in.readName();
        instructions.put(name, pairs);
        count();
        Matcher pair = PAIR.matcher(in.readThrough("?>", "XML info '" + name + "'"));
        while (pair.find()) {
            count();
            pairs.put(pair.group(1), XmlText.unescape(pair.group(3)));
        }
    }

    private void readAttributes(Map<String, String> attributes) {
        while (in.skipBlanks() && in.isName()) {
            count();
            String name = in.readName();
            attributes.put(name, XmlText.unescape(in.readValue(name)));
        }
    }

    private void readStart() {
        XmlElement element = new XmlElement(in.readName());
        count();
        readAttributes(element.attributes());
        open.getFirst().children().add(element);
        if (in.skip("/>")) {
            return;
        }
        if (!in.skip(">")) {
            in.requireName();
            throw new DataFormatException("XML element '" + element.name() + "' without termination");
        }
        if (open.size() > MAX_DEPTH) {
            throw new DataFormatException("XML depth: " + open.size() + " (expected: at most " + MAX_DEPTH + ")");
        }
        open.push(element);
    }

    private void readEnd() {
        if (open.size() == 1) {
            throw new DataFormatException("XML end element without starting before");
        }
        String expected = open.pop().name();
        String name = in.readName();
        in.skipBlanks();
        if (!name.equals(expected) || !in.skip(">")) {
            throw new DataFormatException("XML end element is not the '" + expected + "' expected");
        }
    }

    private void count() {
        if (++nodes > MAX_NODES) {
            throw new DataFormatException("XML nodes: " + nodes + " (expected: at most " + MAX_NODES + ")");
        }
    }
}
