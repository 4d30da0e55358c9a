package io.monaserver.domain;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An application's answer to a client that wants to read a file. The effects are to be applied in order. */
public sealed interface ReadOutcome {

    /** What the script did to this client meanwhile. */
    List<Effect> effects();

    /**
     * Send this file of the application's folder.
     *
     * @param name of the file, as the script gave it
     * @param values what the places {@code <% key %>} in it stand for; null to send it as it is
     */
    record Send(String name, @Nullable Map<String, String> values, List<Effect> effects) implements ReadOutcome {}

    /** No file: the script has answered by itself, if there is a message or raw bytes among the effects. */
    record NoFile(List<Effect> effects) implements ReadOutcome {}

    /** A script said no with this text. */
    record Refused(String text, List<Effect> effects) implements ReadOutcome {}

    /** The script broke by itself. */
    record Failed(String text, List<Effect> effects) implements ReadOutcome {}

    /** Too much is waiting already. */
    record Busy() implements ReadOutcome {
        @Override
        public List<Effect> effects() {
            return List.of();
        }
    }
}
