/**
 * The way of publications from the node that has them to another: encoded there once, gathered with those of all others
 * into one stream between the two nodes, published here again.
 */
@NullMarked
package io.monaserver.cluster.relay;

import org.jspecify.annotations.NullMarked;
