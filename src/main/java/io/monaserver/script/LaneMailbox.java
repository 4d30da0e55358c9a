package io.monaserver.script;

import com.typesafe.config.Config;
import io.monaserver.domain.ApplicationEvent;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.pekko.actor.ActorRef;
import org.apache.pekko.actor.ActorSystem;
import org.apache.pekko.dispatch.Envelope;
import org.apache.pekko.dispatch.MailboxType;
import org.apache.pekko.dispatch.MessageQueue;
import org.apache.pekko.dispatch.ProducesMessageQueue;
import scala.Option;

/** The mailbox before the lane: asks the {@link LaneQueue} before it takes an event. */
public final class LaneMailbox implements MailboxType, ProducesMessageQueue<LaneMailbox.Bounded> {

    private final LaneQueue bound;

    /** Called by Pekko. */
    public LaneMailbox(ActorSystem.Settings settings, Config config) {
        bound = LaneDispatcher.find(config).queue();
    }

    @Override
    public MessageQueue create(Option<ActorRef> owner, Option<ActorSystem> system) {
        return new Bounded(bound);
    }

    /** The queue itself. */
    static final class Bounded implements MessageQueue {

        private final LaneQueue bound;
        private final Queue<Envelope> envelopes = new ConcurrentLinkedQueue<>();

        Bounded(LaneQueue bound) {
            this.bound = bound;
        }

        @Override
        public void enqueue(ActorRef receiver, Envelope envelope) {
            if (!(envelope.message() instanceof ApplicationEvent event) || bound.admit(event)) {
                envelopes.add(envelope);
            }
        }

        @Override
        @SuppressWarnings("NullAway") // Pekko's contract: null when there is none.
        public Envelope dequeue() {
            return envelopes.poll();
        }

        @Override
        public int numberOfMessages() {
            return envelopes.size();
        }

        @Override
        public boolean hasMessages() {
            return !envelopes.isEmpty();
        }

        @Override
        public void cleanUp(ActorRef owner, MessageQueue deadLetters) {
            for (Envelope left = envelopes.poll(); left != null; left = envelopes.poll()) {
                deadLetters.enqueue(owner, left);
            }
        }
    }
}
