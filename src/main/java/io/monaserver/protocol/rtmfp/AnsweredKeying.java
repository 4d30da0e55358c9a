package io.monaserver.protocol.rtmfp;

import io.monaserver.protocol.rtmfp.packet.StartupChunk;
import java.security.MessageDigest;

/**
 * The keying that opened a session, and what answered it: who repeats it, as the answer may be lost, gets the same
 * again.
 *
 * @param digest of what the initiator said
 * @param farId the initiator's number of the session
 * @param answer what it was told
 */
record AnsweredKeying(byte[] digest, int farId, StartupChunk.ResponderKeying answer) {

    /** Whether a keying of this digest is a repetition. */
    boolean isRepeatedBy(byte[] other) {
        return MessageDigest.isEqual(digest, other);
    }
}
