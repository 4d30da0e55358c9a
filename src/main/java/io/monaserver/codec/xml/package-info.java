/**
 * XML on the pivot: XML-RPC, and XML as a tree. Both read what {@link io.monaserver.codec.xml.XmlParser} makes of the
 * text, which knows no DTD and no entities but XML's own, so nothing is ever fetched or expanded. Blind to the other
 * formats.
 */
@NullMarked
package io.monaserver.codec.xml;

import org.jspecify.annotations.NullMarked;
