package io.monaserver.cluster.relay;

/** Told what becomes of a relay at its listeners' end. On any thread. */
public interface RelayWatcher {

    /** More is under way than the publication takes: nothing should follow until this is told with false. */
    void onHold(boolean isHeld);

    /** The publication is to be closed here, with a status. */
    void onClose(String code, String description);

    /** It has ended, and the name is given back. Once. */
    void onEnd();
}
