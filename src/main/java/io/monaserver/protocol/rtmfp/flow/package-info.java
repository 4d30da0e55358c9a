/**
 * The flows of one session (§3.6): messages cut into numbered fragments, sent, acknowledged, repeated or given up, put
 * together and delivered; and what paces them, round trip times and congestion. Without I/O: time is handed in, each
 * object tells when to ask it again. All flows of a session belong to the session's thread. A bare § means RFC 7016.
 */
@NullMarked
package io.monaserver.protocol.rtmfp.flow;

import org.jspecify.annotations.NullMarked;
