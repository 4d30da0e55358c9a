package io.monaserver.config;

import java.util.List;

/** The configuration cannot be used. One line per fault: where, which key, what it says, what may be. */
public final class ConfigException extends Exception {

    private static final long serialVersionUID = 1L;

    ConfigException(List<String> faults) {
        super(String.join(System.lineSeparator(), faults));
    }

    ConfigException(String fault, Throwable cause) {
        super(fault, cause);
    }
}
