package io.monaserver.codec.xml;

import java.util.Map;

/**
 * A parsed text.
 *
 * @param instructions what stands between {@code <?} and {@code ?>}, by name, with its pairs
 * @param content the root elements
 */
record XmlDocument(Map<String, Map<String, String>> instructions, XmlElement content) {}
