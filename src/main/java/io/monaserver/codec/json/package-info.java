/**
 * JSON (RFC 8259) as arrays of values, on Jackson's streaming API. Blind to the other formats.
 */
@NullMarked
package io.monaserver.codec.json;

import org.jspecify.annotations.NullMarked;
