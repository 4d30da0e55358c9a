package io.monaserver.domain;

/** Live figures about one kind of packet of a publication or a listener. Readable on any thread. */
public interface QualityOfService {

    /** Figures of something that never sends. */
    QualityOfService NONE = new QualityOfService() {
        @Override
        public double lostRate() {
            return 0;
        }

        @Override
        public double byteRate() {
            return 0;
        }

        @Override
        public int latencyMs() {
            return 0;
        }

        @Override
        public long lastSendingTimeMs() {
            return 0;
        }
    };

    /** Share of what was lost or dropped, 0 to 1, over the last seconds. */
    double lostRate();

    /** Bytes per second over the last seconds. */
    double byteRate();

    /** Milliseconds between sending and receiving. */
    int latencyMs();

    /** Epoch milliseconds of the last packet. */
    long lastSendingTimeMs();
}
