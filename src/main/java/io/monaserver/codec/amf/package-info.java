/**
 * AMF0 and AMF3, one reader and one writer each. A bare § means the AMF 0 or AMF 3 file format specification, as the
 * class says. Blind to the other formats.
 */
@NullMarked
package io.monaserver.codec.amf;

import org.jspecify.annotations.NullMarked;
