package io.monaserver.cluster.relay;

import org.apache.pekko.Done;
import org.apache.pekko.stream.Attributes;
import org.apache.pekko.stream.Outlet;
import org.apache.pekko.stream.SourceShape;
import org.apache.pekko.stream.stage.AbstractOutHandler;
import org.apache.pekko.stream.stage.AsyncCallback;
import org.apache.pekko.stream.stage.GraphStage;
import org.apache.pekko.stream.stage.GraphStageLogic;

/** Gives out a {@link TrunkQueue}'s batches, one for each that is asked for. Materialised once. */
final class TrunkSource extends GraphStage<SourceShape<byte[]>> {

    private final Outlet<byte[]> out = Outlet.create("trunk.out");
    private final TrunkQueue queue;

    TrunkSource(TrunkQueue queue) {
        this.queue = queue;
    }

    @Override
    public SourceShape<byte[]> shape() {
        return SourceShape.of(out);
    }

    @Override
    public GraphStageLogic createLogic(Attributes attributes) {
        return new Logic();
    }

    private final class Logic extends GraphStageLogic {

        Logic() {
            super(shape());
            setHandler(out, new AbstractOutHandler() {
                @Override
                public void onPull() {
                    give();
                }
            });
        }

        @Override
        public void preStart() {
            AsyncCallback<Done> signalled = createAsyncCallback(signal -> {
                queue.awake();
                give();
            });
            queue.onSignal(() -> signalled.invoke(Done.done()));
        }

        @Override
        public void postStop() {
            queue.close();
        }

        private void give() {
            if (isAvailable(out)) {
                byte[] batch = queue.poll();
                if (batch != null) {
                    push(out, batch);
                }
            }
        }
    }
}
