package io.monaserver.testkit;

import io.monaserver.domain.ServerCall;
import io.monaserver.domain.ServerChannel;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** A link to another server that keeps what is sent. */
public final class RecordingChannel implements ServerChannel {

    public final List<ServerCall> calls = new CopyOnWriteArrayList<>();
    public volatile @Nullable String rejected;
    public volatile @Nullable String refusal;

    @Override
    public @Nullable String send(ServerCall call) {
        if (refusal == null) {
            calls.add(call);
        }
        return refusal;
    }

    @Override
    public void reject(String reason) {
        rejected = reason;
    }
}
