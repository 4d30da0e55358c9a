/**
 * RTMP without I/O: handshakes, RTMPE, chunk streams and messages. Bytes go in, messages come out. A bare § means
 * Adobe's RTMP specification 1.0. Each object belongs to one connection and one thread.
 */
@NullMarked
package io.monaserver.protocol.rtmp;

import org.jspecify.annotations.NullMarked;
