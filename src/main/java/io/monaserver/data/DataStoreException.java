package io.monaserver.data;

/** A store cannot be read: it is damaged, in use by another process, or not ours. */
public final class DataStoreException extends RuntimeException {

    private static final long serialVersionUID = 1;

    /** With what happened, for the operator. */
    public DataStoreException(String message) {
        super(message);
    }

    /** With what happened, for the operator, and why. */
    public DataStoreException(String message, Throwable cause) {
        super(message, cause);
    }
}
