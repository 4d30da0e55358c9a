/**
 * WebSocket (RFC 6455): remote calls, push, and media in binary frames. Runs on the connection's event loop.
 */
@NullMarked
package io.monaserver.transport.websocket;

import org.jspecify.annotations.NullMarked;
