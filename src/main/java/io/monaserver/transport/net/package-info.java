/**
 * Sockets under every protocol: event loops, binding, first-bytes sniffing, accept limits.
 */
@NullMarked
package io.monaserver.transport.net;

import org.jspecify.annotations.NullMarked;
