package io.monaserver.codec.xml;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An element, or the whole text as one without a name: attributes, and elements and texts in their order. */
final class XmlElement {

    private final String name;
    private final Map<String, String> attributes = new LinkedHashMap<>();
    private final List<Object> children = new ArrayList<>();

    XmlElement(String name) {
        this.name = name;
    }

    String name() {
        return name;
    }

    Map<String, String> attributes() {
        return attributes;
    }

    /** {@link XmlElement}s and {@link String}s. */
    List<Object> children() {
        return children;
    }

    /** The child elements. */
    List<XmlElement> elements() {
        List<XmlElement> elements = new ArrayList<>();
        for (Object child : children) {
            if (child instanceof XmlElement element) {
                elements.add(element);
            }
        }
        return elements;
    }

    /** The child elements of this name. */
    List<XmlElement> elements(String wanted) {
        List<XmlElement> elements = elements();
        elements.removeIf(element -> !element.name.equals(wanted));
        return elements;
    }

    /** The first child element of this name. */
    @Nullable
    XmlElement element(String wanted) {
        for (Object child : children) {
            if (child instanceof XmlElement element && element.name.equals(wanted)) {
                return element;
            }
        }
        return null;
    }

    /** The texts among the children, put together. */
    String text() {
        StringBuilder text = new StringBuilder();
        for (Object child : children) {
            if (child instanceof String part) {
                text.append(part);
            }
        }
        return text.toString();
    }
}
