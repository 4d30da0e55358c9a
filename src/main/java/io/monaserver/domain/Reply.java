package io.monaserver.domain;

/**
 * Where the one answer to a request goes. Callable on any thread, once; the asker brings the answer to its own thread.
 */
@FunctionalInterface
public interface Reply<T> {

    /** Gives the answer. */
    void tell(T answer);
}
