/**
 * What scripts keep in {@code data}: a tree of named values in memory, and the contract of the store behind it. The
 * tree belongs to one thread, the script lane; a store takes its changes there and writes them elsewhere.
 */
@NullMarked
package io.monaserver.data;

import org.jspecify.annotations.NullMarked;
