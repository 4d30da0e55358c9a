package io.monaserver.domain;

import java.util.List;
import java.util.Map;

/** An application's answer to a client that wants in. */
public sealed interface ConnectOutcome {

    /**
     * Come in.
     *
     * @param info what onConnection returned: field names with values serialised in the client's format, in order
     * @param parameters returned fields that are plain values, as text: timeout, index and other protocol settings
     * @param effects what the script did to the client meanwhile
     */
    record Accepted(Map<String, byte[]> info, Map<String, String> parameters, List<Effect> effects)
            implements ConnectOutcome {}

    /** A script said no with this text. */
    record Rejected(String text) implements ConnectOutcome {}

    /**
     * A script, or the cluster, said to go elsewhere.
     *
     * @param addresses {@code host:port} for the client's protocol, at least one, the best first
     * @param argument to add to the query of the client's URL; may be empty
     */
    record Redirected(List<String> addresses, String argument) implements ConnectOutcome {

        /** With the same URL. */
        public Redirected(List<String> addresses) {
            this(addresses, "");
        }

        /** The query of the client's URL, with what is to be added. */
        public String query(String own) {
            return own + (own.isEmpty() || argument.isEmpty() ? "" : "&") + argument;
        }
    }

    /** The script broke by itself; the text is for the log and, bare, for the client. */
    record Failed(String text) implements ConnectOutcome {}

    /** There is no such application. */
    record NoApplication(String text) implements ConnectOutcome {}

    /** Too much is waiting already. */
    record Busy() implements ConnectOutcome {}
}
