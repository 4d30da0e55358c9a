/**
 * The sockets of scripts as the script side sees them; {@code transport.socket} opens them. All methods may be called
 * on any thread, events come on the socket's own.
 */
@NullMarked
package io.monaserver.domain.socket;

import org.jspecify.annotations.NullMarked;
