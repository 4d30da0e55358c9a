/**
 * NetConnection and NetStream commands and status objects, shared by RTMP and RTMFP. No I/O.
 */
@NullMarked
package io.monaserver.protocol.flash;

import org.jspecify.annotations.NullMarked;
