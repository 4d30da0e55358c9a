/**
 * RTMP over TCP: the listener, the connection and how media is written to it. Runs on the connection's event loop.
 */
@NullMarked
package io.monaserver.transport.rtmp;

import org.jspecify.annotations.NullMarked;
