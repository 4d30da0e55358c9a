/**
 * How RTMP's messages travel in flows: metadata, message heads, barriers between flows. State belongs to one session's
 * thread. Sections without a name are of RFC 7425.
 */
@NullMarked
package io.monaserver.protocol.rtmfp.flash;

import org.jspecify.annotations.NullMarked;
