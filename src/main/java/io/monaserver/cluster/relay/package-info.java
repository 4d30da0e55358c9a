/** One publication's way from the node that has it to another: encoded there once, published here again. */
@NullMarked
package io.monaserver.cluster.relay;

import org.jspecify.annotations.NullMarked;
