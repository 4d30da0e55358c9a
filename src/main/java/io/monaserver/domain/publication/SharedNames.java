package io.monaserver.domain.publication;

/** The names of the other nodes, as the registry asks for them; and who is told how names are used here. */
public interface SharedNames {

    /** Of a node that shares nothing. */
    SharedNames NONE = new SharedNames() {
        @Override
        public boolean isTaken(String name) {
            return false;
        }

        @Override
        public void onChange(String name) {
            // Nobody to tell.
        }
    };

    /** Whether another node publishes under this name. */
    boolean isTaken(String name);

    /** The {@link PublicationRegistry#use use} of a name may have changed. Called on any thread; returns at once. */
    void onChange(String name);
}
