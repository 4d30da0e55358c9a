/**
 * Client sessions: one actor per connection, on the connection's event loop. It owns identity, streams and what
 * scripts may see of a client.
 */
@NullMarked
package io.monaserver.domain.client;

import org.jspecify.annotations.NullMarked;
