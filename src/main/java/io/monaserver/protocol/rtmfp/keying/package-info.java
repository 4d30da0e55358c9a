/**
 * The Flash profile of RTMFP's cryptography: certificates, endpoint discriminators, key agreement, packet encryption
 * and cookies. Without I/O; used by {@code protocol.rtmfp} and by whoever makes an identity for it. Sections without a
 * name are of RFC 7425, others say RFC 7016.
 */
@NullMarked
package io.monaserver.protocol.rtmfp.keying;

import org.jspecify.annotations.NullMarked;
