/**
 * Key agreement, digests and stream ciphers of the Flash protocols. Used by {@code protocol.rtmp} and
 * {@code protocol.rtmfp} only.
 */
@NullMarked
package io.monaserver.protocol.crypto;

import org.jspecify.annotations.NullMarked;
