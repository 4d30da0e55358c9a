package io.monaserver.domain;

import io.monaserver.common.ClientId;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Where clients of this server and of others learn of each other, to speak without a server then. Safe on any thread.
 */
public final class Rendezvous {

    /** The clients of this server. */
    public interface Here {

        /** Where a client is; empty if it is none of this server's. */
        Optional<PeerPlace> find(ClientId peer);

        /** Passes a hello on to a client, if it is there. Both servers' transports know what the bytes mean. */
        void forward(ClientId peer, byte[] hello);
    }

    /** The clients of the other servers of the cluster. */
    public interface Elsewhere {

        /** Asks where a client is; it is told once, on any thread, or never. */
        void find(ClientId peer, Consumer<PeerPlace> found);

        /** Passes a hello on to a client that was found. */
        void forward(ClientId peer, byte[] hello);
    }

    private static final Nobody NOBODY = new Nobody();

    private volatile Here here = NOBODY;
    private volatile Elsewhere elsewhere = NOBODY;

    /** This server has clients. */
    public void serve(Here clients) {
        here = clients;
    }

    /** There are other servers. */
    public void share(Elsewhere others) {
        elsewhere = others;
    }

    /** The clients of this server. */
    public Here here() {
        return here;
    }

    /** The clients of the others. */
    public Elsewhere elsewhere() {
        return elsewhere;
    }

    private static final class Nobody implements Here, Elsewhere {

        @Override
        public Optional<PeerPlace> find(ClientId peer) {
            return Optional.empty();
        }

        @Override
        public void find(ClientId peer, Consumer<PeerPlace> found) {
            // Never.
        }

        @Override
        public void forward(ClientId peer, byte[] hello) {
            // To nobody.
        }
    }
}
