/**
 * Ids, byte readers, address facts and the clock: what every other package may lean on. Leaf, no logging, no state.
 */
@NullMarked
package io.monaserver.common;

import org.jspecify.annotations.NullMarked;
