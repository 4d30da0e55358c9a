package io.monaserver.cluster;

import io.monaserver.cluster.ClusterMessage.Passport;
import io.monaserver.config.ClusterConfig;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.apache.pekko.actor.Address;
import org.jspecify.annotations.Nullable;

/**
 * Decides which nodes this one deals with: those of the same cluster and secret whose messages it understands. A guard
 * against mistakes; it is mutual TLS that keeps strangers out.
 *
 * @param self this node's canonical address
 */
record Admission(ClusterConfig config, Address self) {

    /** The form of this node's messages; tests of rolling restarts let a process claim a later one. */
    static final int VERSION = Integer.getInteger("monaserver.cluster.version", 1);

    /** The oldest form that it understands: that of the version before, so that nodes are replaced one by one. */
    static final int OLDEST = Math.max(1, VERSION - 1);

    private static final byte[] NOTHING = {};

    /** What this node shows another. */
    Passport passport(Address other) {
        return new Passport(VERSION, OLDEST, config.name(), nodeName(), proof(self, other));
    }

    /** The name among the others. */
    String nodeName() {
        return config.nodeName().isEmpty() ? self.hostPort() : config.nodeName();
    }

    /** Why a node is not wanted, or null. */
    @Nullable
    String refusal(Passport passport, Address from) {
        if (passport.oldest() > VERSION || passport.version() < OLDEST) {
            return "version of messages: " + passport.oldest() + " to " + passport.version() + " (expected: " + OLDEST
                    + " to " + VERSION + ")";
        }
        if (!passport.cluster().equals(config.name())) {
            return "cluster.name: " + passport.cluster() + " (expected: " + config.name() + ")";
        }
        if (!MessageDigest.isEqual(passport.proof(), proof(from, self))) {
            return "cluster.secret: another one (expected: the same on both servers)";
        }
        return null;
    }

    /** Shows that the sender has the secret, to this receiver only; nothing without a secret. */
    private byte[] proof(Address sender, Address receiver) {
        if (config.secret().isEmpty()) {
            return NOTHING;
        }
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(config.secret().getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return mac.doFinal((sender + "\n" + receiver).getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
