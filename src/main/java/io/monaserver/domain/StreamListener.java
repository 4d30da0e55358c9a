package io.monaserver.domain;

import java.util.Map;

/** One subscription as scripts see it. Safe on any thread. */
public interface StreamListener {

    /** Who listens. */
    Client client();

    /** What is listened to. */
    Stream stream();

    /** The arguments after the publication's name. */
    Map<String, String> parameters();

    /** Figures about what this listener gets. */
    QualityOfService qos(MediaKind kind);

    /** Whether packets of this kind are wanted. */
    boolean receives(MediaKind kind);

    /** Mutes or unmutes a kind; video comes back with the next key frame. */
    void receive(MediaKind kind, boolean wanted);
}
