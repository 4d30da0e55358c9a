/**
 * The bytes of RTMFP: packets, chunks, variable length integers, options and addresses, read and written in place. Used
 * by the rest of {@code protocol.rtmfp}; nothing here keeps state between packets but {@link PacketFragments}. A bare §
 * means RFC 7016.
 */
@NullMarked
package io.monaserver.protocol.rtmfp.packet;

import org.jspecify.annotations.NullMarked;
