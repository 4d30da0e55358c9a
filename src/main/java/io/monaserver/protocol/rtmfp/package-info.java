/**
 * RTMFP without I/O (RFC 7016, RFC 7425): datagrams and the time go in, datagrams, messages and deadlines come out. An
 * {@link io.monaserver.protocol.rtmfp.Endpoint} owns the sessions of one socket and one thread; servers, clients and
 * tests use the same class. A bare § means RFC 7016.
 */
@NullMarked
package io.monaserver.protocol.rtmfp;

import org.jspecify.annotations.NullMarked;
