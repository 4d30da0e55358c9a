/**
 * RTMFP over UDP: sockets, one for each event loop, and what a session says to its Flash session. Everything of a
 * session runs on its loop; keys are computed elsewhere.
 */
@NullMarked
package io.monaserver.transport.rtmfp;

import org.jspecify.annotations.NullMarked;
