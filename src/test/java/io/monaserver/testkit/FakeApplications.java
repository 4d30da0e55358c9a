package io.monaserver.testkit;

import io.monaserver.domain.ApplicationEvent;
import io.monaserver.domain.CallOutcome;
import io.monaserver.domain.Client;
import io.monaserver.domain.ConnectOutcome;
import io.monaserver.domain.Decision;
import io.monaserver.domain.Effect;
import io.monaserver.domain.ReadOutcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.jspecify.annotations.Nullable;

/** Applications written in Java: they answer as scripts would, and remember what they were told. */
public final class FakeApplications {

    /** A function that clients may call; it returns its results, or throws a {@link Refusal}. */
    public interface Function {
        @Nullable
        Object[] call(Client client, List<@Nullable Object> arguments, List<Effect> effects);
    }

    /** A script's {@code error("text")}. */
    public static final class Refusal extends RuntimeException {
        public Refusal(String text) {
            super(text);
        }
    }

    private final Map<String, Function> functions;

    /** What happened, a line for each event. */
    public final List<String> events = new CopyOnWriteArrayList<>();

    /** The clients that are connected; one that leaves is in {@link #events} before it is not here any more. */
    public final List<Client> clients = new CopyOnWriteArrayList<>();

    /** What onConnection returns. */
    public volatile Map<String, String> parameters = Map.of();

    public FakeApplications(Map<String, Function> functions) {
        this.functions = functions;
    }

    public Behavior<ApplicationEvent> behavior() {
        return Behaviors.receiveMessage(event -> {
            onEvent(event);
            return Behaviors.same();
        });
    }

    private void onEvent(ApplicationEvent event) {
        if (event instanceof ApplicationEvent.Connecting connecting) {
            connecting.reply().tell(onConnecting(connecting));
        } else if (event instanceof ApplicationEvent.Disconnected disconnected) {
            events.add("disconnected " + disconnected.client().path());
            clients.remove(disconnected.client());
        } else if (event instanceof ApplicationEvent.Called called) {
            called.reply().tell(onCalled(called));
        } else if (event instanceof ApplicationEvent.Reading reading) {
            reading.reply().tell(new ReadOutcome.Send(reading.file(), null, List.of()));
        } else if (event instanceof ApplicationEvent.Publishing publishing) {
            publishing.reply().tell(new Decision.Allowed(List.of()));
        } else if (event instanceof ApplicationEvent.Subscribing subscribing) {
            String name = subscribing.listener().stream().name();
            events.add("subscribing " + name + " " + subscribing.listener().parameters());
            subscribing
                    .reply()
                    .tell(
                            name.equals("secret")
                                    ? new Decision.Refused("not for you", List.of())
                                    : new Decision.Allowed(List.of()));
        } else if (event instanceof ApplicationEvent.Unsubscribed unsubscribed) {
            events.add("unsubscribed " + unsubscribed.listener().stream().name());
        }
    }

    private ConnectOutcome onConnecting(ApplicationEvent.Connecting connecting) {
        Client client = connecting.client();
        switch (client.path()) {
            case "/nopeapp", "/http/nosub":
                return new ConnectOutcome.NoApplication("Application " + client.path() + " doesn't exist");
            case "/reject":
                return new ConnectOutcome.Rejected("you are not Tom!");
            case "/noapp":
                return new ConnectOutcome.Failed("main.lua:1: '=' expected near 'error'");
            default:
                clients.add(client);
                events.add("connected " + client.path() + " " + Values.read(connecting.arguments()));
                return new ConnectOutcome.Accepted(Map.of(), parameters, List.of());
        }
    }

    private CallOutcome onCalled(ApplicationEvent.Called called) {
        String name = called.name().isEmpty() ? "onMessage" : called.name();
        Function function = functions.get(name);
        if (function == null) {
            return new CallOutcome.NotFound("Method '" + name + "' not found on application "
                    + called.client().path());
        }
        List<Effect> effects = new ArrayList<>();
        try {
            Object[] results = function.call(called.client(), Values.read(called.arguments()), effects);
            if (results.length > 0) {
                effects.add(new Effect.Message(Values.write(called.client().format(), results)));
            }
            return new CallOutcome.Done(effects);
        } catch (Refusal refusal) {
            return new CallOutcome.Failed(String.valueOf(refusal.getMessage()), effects);
        }
    }
}
