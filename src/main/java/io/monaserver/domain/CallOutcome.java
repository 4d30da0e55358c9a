package io.monaserver.domain;

import java.util.List;

/** What came of a remote call. The effects are to be applied in order whatever the outcome. */
public sealed interface CallOutcome {

    /** What the script did to this client during the call; the first message is the answer. */
    List<Effect> effects();

    /** The function ran; a returned value is the last message among the effects. */
    record Done(List<Effect> effects) implements CallOutcome {}

    /** The function failed with this text. */
    record Failed(String text, List<Effect> effects) implements CallOutcome {}

    /** There is no such function. */
    record NotFound(String text) implements CallOutcome {
        @Override
        public List<Effect> effects() {
            return List.of();
        }
    }

    /** Too much is waiting already. */
    record Busy() implements CallOutcome {
        @Override
        public List<Effect> effects() {
            return List.of();
        }
    }
}
