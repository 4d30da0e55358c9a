/**
 * Annotated Java methods as Lua functions, argument conversion, and Lua as a reader and writer of the pivot.
 */
@NullMarked
package io.monaserver.script.binding;

import org.jspecify.annotations.NullMarked;
