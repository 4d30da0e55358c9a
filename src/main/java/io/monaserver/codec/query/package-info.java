/**
 * URL query strings as values. Blind to the other formats.
 */
@NullMarked
package io.monaserver.codec.query;

import org.jspecify.annotations.NullMarked;
