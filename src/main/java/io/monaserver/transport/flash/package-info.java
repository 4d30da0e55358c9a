/**
 * Decoded Flash commands to the domain's actors and back, for RTMP and RTMFP alike. Runs on the connection's loop.
 */
@NullMarked
package io.monaserver.transport.flash;

import org.jspecify.annotations.NullMarked;
