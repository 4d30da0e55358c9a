package io.monaserver.script.api;

/** An argument is no address; the text says why, for the script's author. */
final class AddressException extends Exception {

    private static final long serialVersionUID = 1L;

    AddressException(String text) {
        super(text, null, false, false);
    }

    String text() {
        return String.valueOf(getMessage());
    }
}
