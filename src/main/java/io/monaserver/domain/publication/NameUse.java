package io.monaserver.domain.publication;

import org.jspecify.annotations.Nullable;

/**
 * How a name is used on this node, at one moment.
 *
 * @param by who publishes under it; null: nobody
 * @param stampMs when that claim was made, in epoch milliseconds: of two claims the older one counts
 * @param isWanted whether somebody listens
 */
public record NameUse(@Nullable Claimant by, long stampMs, boolean isWanted) {

    /** Of a name that nobody uses. */
    public static final NameUse NONE = new NameUse(null, 0, false);

    /** Whether a client or a script of this node publishes. */
    public boolean isOwn() {
        return by == Claimant.CLIENT || by == Claimant.SCRIPT;
    }
}
