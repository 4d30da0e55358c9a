package io.monaserver.script;

import io.monaserver.domain.MediaPacket;
import io.monaserver.domain.StreamTap;
import io.monaserver.script.api.PublicationEvents;
import io.monaserver.script.api.PublicationObject;
import java.lang.ref.WeakReference;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Brings a publication's packets to the lane. Holds its object weakly: a publication that scripts forgot is not kept by
 * what it publishes.
 */
final class ScriptTap implements StreamTap {

    private final WeakReference<PublicationObject> publication;
    private final ScriptLane lane;
    private final boolean decodeData;

    ScriptTap(PublicationObject publication, ScriptLane lane) {
        this.publication = new WeakReference<>(publication);
        this.lane = lane;
        this.decodeData = publication.world().isOriginal();
    }

    @Override
    public void onPacket(MediaPacket packet) {
        call(object -> PublicationEvents.onPacket(object, packet, decodeData));
    }

    @Override
    public void onFlush() {
        call(PublicationEvents::onFlush);
    }

    @Override
    public void onMetadata() {
        call(PublicationEvents::onProperties);
    }

    private void call(Function<PublicationObject, PublicationEvents.@Nullable Call> event) {
        if (lane.queue().admitMedia()) {
            lane.execute(() -> {
                try {
                    run(event);
                } finally {
                    lane.queue().done();
                }
            });
        }
    }

    private void run(Function<PublicationObject, PublicationEvents.@Nullable Call> event) {
        PublicationObject object = publication.get();
        PublicationEvents.Call call = object == null ? null : event.apply(object);
        if (object != null && call != null) {
            lane.run(tree -> tree.attempt(tree.owner(call.function()), call.function(), call.arguments()));
            object.world().sendEffects(null);
        }
    }
}
