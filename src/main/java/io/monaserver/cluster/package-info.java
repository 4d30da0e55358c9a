/**
 * Membership and links between servers, in an actor system of its own: nothing a client depends on lives here.
 */
@NullMarked
package io.monaserver.cluster;

import org.jspecify.annotations.NullMarked;
