package io.monaserver.domain;

import java.util.List;

/** A script's word on a publication or a subscription. */
public sealed interface Decision {

    /** What the script did to the client meanwhile. */
    List<Effect> effects();

    /** Go on. */
    record Allowed(List<Effect> effects) implements Decision {}

    /** No; the text is for the client. */
    record Refused(String text, List<Effect> effects) implements Decision {}
}
