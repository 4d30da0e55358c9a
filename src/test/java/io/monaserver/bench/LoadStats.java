package io.monaserver.bench;

/** Everything that is counted, on the load's one thread. Of the window only, but where it says otherwise. */
final class LoadStats {

    final Histogram latency = new Histogram();
    /** From connecting to the first picture, of the whole run. */
    final Histogram firstFrame = new Histogram();

    /** From publishing on one server to the notice on another. */
    final Histogram notified = new Histogram();

    long bytes;
    long datagrams;
    long messages;
    long missing;
    long repeated;
    long published;
    /** Players that got a picture, of the whole run. */
    int playing;
    /** Clients that are connected and do nothing, of the whole run. */
    int idle;
    /** Connections refused, broken or closed by the server, of the whole run. */
    int failed;

    String lastFailure = "";

    void startWindow() {
        latency.clear();
        notified.clear();
        bytes = 0;
        datagrams = 0;
        messages = 0;
        missing = 0;
        repeated = 0;
        published = 0;
    }
}
