package io.monaserver.script;

import io.monaserver.domain.ApplicationEvent;
import io.monaserver.domain.CallOutcome;
import io.monaserver.domain.Client;
import io.monaserver.domain.ConnectOutcome;
import io.monaserver.domain.Decision;
import io.monaserver.domain.Effect;
import io.monaserver.domain.ReadOutcome;
import io.monaserver.script.api.ClientObject;
import io.monaserver.script.api.ListenerObject;
import io.monaserver.script.api.PublicationObject;
import io.monaserver.script.api.ReferralValues;
import io.monaserver.script.api.World;
import io.monaserver.script.binding.LuaValues;
import io.monaserver.script.lua.Args;
import io.monaserver.script.lua.Strings;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.luaj.vm2.LuaError;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Brings the events of the server to the functions of scripts, and their results back as answers. */
final class ScriptEvents {

    private static final Logger LOG = LoggerFactory.getLogger("script");
    private static final LuaString ON_CONNECTION = LuaValue.valueOf("onConnection");
    private static final LuaString ON_DISCONNECTION = LuaValue.valueOf("onDisconnection");
    private static final LuaString ON_MESSAGE = LuaValue.valueOf("onMessage");
    private static final LuaString ON_PUBLISH = LuaValue.valueOf("onPublish");
    private static final LuaString ON_UNPUBLISH = LuaValue.valueOf("onUnpublish");
    private static final LuaString ON_SUBSCRIBE = LuaValue.valueOf("onSubscribe");
    private static final LuaString ON_UNSUBSCRIBE = LuaValue.valueOf("onUnsubscribe");
    private static final LuaString ON_JOIN_GROUP = LuaValue.valueOf("onJoinGroup");
    private static final LuaString ON_UNJOIN_GROUP = LuaValue.valueOf("onUnjoinGroup");
    private static final LuaString ON_ADDRESS_CHANGED = LuaValue.valueOf("onAddressChanged");
    private static final LuaString ON_MANAGE = LuaValue.valueOf("onManage");

    private final ApplicationTree tree;
    private final World world;
    private final ScriptReferrals referrals;

    ScriptEvents(ApplicationTree tree, World world) {
        this.tree = tree;
        this.world = world;
        this.referrals = new ScriptReferrals(tree, world.isOriginal());
    }

    /** Runs the functions that an event concerns, and answers it. */
    void handle(Application application, ApplicationEvent event) {
        if (event instanceof ApplicationEvent.Called called) {
            called.reply().tell(call(application, called));
        } else if (event instanceof ApplicationEvent.Connecting connecting) {
            connecting.reply().tell(connect(application, connecting));
        } else if (event instanceof ApplicationEvent.Disconnected disconnected) {
            disconnect(application, disconnected.client());
        } else if (event instanceof ApplicationEvent.Reading reading) {
            reading.reply().tell(read(application, reading));
        } else if (event instanceof ApplicationEvent.Publishing publishing) {
            publishing.reply().tell(publish(application, publishing));
        } else if (event instanceof ApplicationEvent.Unpublished unpublished) {
            unpublish(application, unpublished);
        } else if (event instanceof ApplicationEvent.Subscribing subscribing) {
            subscribing.reply().tell(subscribe(application, subscribing));
        } else if (event instanceof ApplicationEvent.Unsubscribed unsubscribed) {
            unsubscribe(application, unsubscribed);
        } else if (event instanceof ApplicationEvent.GroupJoined joined) {
            ClientObject client = world.client(joined.client());
            notify(application, client, ON_JOIN_GROUP, world.groups().onJoined(client, joined.group()));
        } else if (event instanceof ApplicationEvent.GroupLeft left) {
            ClientObject client = world.client(left.client());
            notify(application, client, ON_UNJOIN_GROUP, world.groups().onUnjoined(client, left.group()));
        } else if (event instanceof ApplicationEvent.AddressChanged changed) {
            move(application, changed);
        } else if (event instanceof ApplicationEvent.Handshaking handshaking) {
            handshaking.reply().tell(referrals.handshake(application, handshaking.newcomer()));
        } else if (event instanceof ApplicationEvent.PeerSought sought) {
            sought.reply().tell(referrals.unknownPeer(application, sought.protocol(), sought.peer()));
        }
        world.sendEffects(null);
    }

    private List<Effect> effectsFor(ClientObject client) {
        world.sendEffects(client);
        return client.takeEffects();
    }

    private ConnectOutcome connect(Application application, ApplicationEvent.Connecting event) {
        String error = application.error();
        if (error != null) {
            return new ConnectOutcome.Failed(error);
        }
        ClientObject client = world.client(event.client());
        LuaValue handler = application.environment().get(ON_CONNECTION);
        Varargs result = LuaValue.NONE;
        if (handler.isfunction()) {
            try {
                result = tree.run(
                        application,
                        () -> handler.invoke(
                                LuaValue.varargsOf(client, world.values().decode(event.arguments()))));
            } catch (LuaError refusal) {
                world.onDisconnected(client);
                return refused(client, refusal);
            }
        }
        world.onConnected(client);
        client.onAccepted();
        ConnectOutcome.Accepted accepted = ConnectionResult.accepted(event.client(), result.arg1(), effectsFor(client));
        client.override(accepted.parameters());
        return accepted;
    }

    /** An error that the script raised is its word; any other means that it broke. */
    private ConnectOutcome refused(ClientObject client, LuaError error) {
        List<String> addresses = ReferralValues.redirect(error.bareValue(), client.protocol());
        if (!addresses.isEmpty()) {
            LOG.debug("client redirected: {}", addresses);
            return new ConnectOutcome.Redirected(addresses);
        }
        String text = text(error);
        if (error.isDeliberate()) {
            LOG.debug("client rejected: {}", error.getMessage());
            return new ConnectOutcome.Rejected(text.isEmpty() ? "client rejected" : text);
        }
        LOG.error("{}", error.getMessage());
        return new ConnectOutcome.Failed(text);
    }

    /** What a client is told of an error. */
    private String text(LuaError error) {
        return ErrorText.of(error, world.isOriginal());
    }

    private void disconnect(Application application, Client gone) {
        ClientObject client = world.client(gone);
        boolean wasConnected = world.isConnected(client);
        world.onDisconnected(client);
        if (wasConnected) {
            tree.event(application, ON_DISCONNECTION, client);
        }
    }

    private void move(Application application, ApplicationEvent.AddressChanged event) {
        ClientObject client = world.client(event.client());
        LuaValue before = client.moveTo(event.now());
        notify(application, client, ON_ADDRESS_CHANGED, before);
    }

    private CallOutcome call(Application application, ApplicationEvent.Called event) {
        ClientObject client = world.client(event.client());
        LuaString name = event.name().isEmpty() ? ON_MESSAGE : Args.text(event.name());
        LuaValue function = client.handler(name);
        if (function == null) {
            String path = application.path().isEmpty() ? "/" : application.path();
            return new CallOutcome.NotFound("Method '" + Strings.text(name) + "' not found on application " + path);
        }
        try {
            Effect answer = tree.run(application, () -> answer(function, client, event));
            List<Effect> effects = effectsFor(client);
            if (answer != null) {
                effects = effects.isEmpty() ? new ArrayList<>(1) : effects;
                effects.add(answer);
            }
            return new CallOutcome.Done(effects);
        } catch (LuaError error) {
            LOG.error("{}", error.getMessage());
            return new CallOutcome.Failed(text(error), effectsFor(client));
        }
    }

    private @Nullable Effect answer(LuaValue function, ClientObject client, ApplicationEvent.Called event) {
        LuaValues values = world.values();
        Varargs result = function.invoke(LuaValue.varargsOf(client, values.decode(event.arguments())));
        return result.narg() == 0
                ? null
                : new Effect.Message(values.encode(result, event.client().format()));
    }

    private ReadOutcome read(Application application, ApplicationEvent.Reading event) {
        ClientObject client = world.client(event.client());
        FileReading.Answer answer = FileReading.ask(tree, application, client, event);
        return answer.with(effectsFor(client));
    }

    private Decision publish(Application application, ApplicationEvent.Publishing event) {
        ClientObject client = world.client(event.client());
        PublicationObject publication = world.publication(event.stream());
        String refusal =
                decide(application, client, ON_PUBLISH, publication, "Not allowed to publish " + publication.name());
        if (refusal != null) {
            return new Decision.Refused(refusal, effectsFor(client));
        }
        world.onPublished(publication);
        return new Decision.Allowed(effectsFor(client));
    }

    private void unpublish(Application application, ApplicationEvent.Unpublished event) {
        if (!world.isPublished(event.stream())) {
            return;
        }
        ClientObject client = world.client(event.client());
        PublicationObject publication = world.publication(event.stream());
        notify(application, client, ON_UNPUBLISH, publication);
        world.onUnpublished(event.stream());
    }

    private Decision subscribe(Application application, ApplicationEvent.Subscribing event) {
        ClientObject client = world.client(event.listener().client());
        ListenerObject listener = world.listener(event.listener());
        String name = event.listener().stream().name();
        String refusal = decide(application, client, ON_SUBSCRIBE, listener, "Not authorized to play " + name);
        if (refusal != null) {
            world.onUnsubscribed(event.listener());
            return new Decision.Refused(refusal, effectsFor(client));
        }
        world.onSubscribed(listener);
        return new Decision.Allowed(effectsFor(client));
    }

    private void unsubscribe(Application application, ApplicationEvent.Unsubscribed event) {
        ListenerObject listener = world.onUnsubscribed(event.listener());
        if (listener != null) {
            notify(application, world.client(event.listener().client()), ON_UNSUBSCRIBE, listener);
        }
    }

    /** No result or a true one means yes; null then, else the text of the refusal. */
    private @Nullable String decide(
            Application application, ClientObject client, LuaString name, LuaValue subject, String refusal) {
        LuaValue handler = client.handler(name);
        if (handler == null) {
            return null;
        }
        try {
            Varargs result = tree.call(application, handler, LuaValue.varargsOf(client, subject));
            return result.narg() == 0 || result.arg1().toboolean() ? null : refusal;
        } catch (LuaError error) {
            if (!error.isDeliberate()) {
                LOG.error("{}", error.getMessage());
            }
            String text = text(error);
            return text.isEmpty() ? refusal : text;
        }
    }

    private void notify(Application application, ClientObject client, LuaString name, LuaValue subject) {
        LuaValue handler = client.handler(name);
        if (handler != null) {
            tree.attempt(application, handler, LuaValue.varargsOf(client, subject));
        }
    }

    /** Something has ended whose application is no more: no function is told. */
    void forget(ApplicationEvent event) {
        if (event instanceof ApplicationEvent.Disconnected disconnected) {
            world.onDisconnected(world.client(disconnected.client()));
        } else if (event instanceof ApplicationEvent.Unpublished unpublished) {
            world.onUnpublished(unpublished.stream());
        } else if (event instanceof ApplicationEvent.Unsubscribed unsubscribed) {
            world.onUnsubscribed(unsubscribed.listener());
        } else if (event instanceof ApplicationEvent.GroupLeft left) {
            world.groups().onUnjoined(world.client(left.client()), left.group());
        }
    }

    /** Every two seconds: looks for a change of the root's main.lua, and gives it its handle. */
    void manage() {
        Application root = tree.find("");
        if (root != null) {
            tree.event(root, ON_MANAGE, LuaValue.NONE);
        }
        world.managedWriters()
                .forEach(writer ->
                        writer.onManage().ifPresent(function -> tree.attempt(tree.owner(function), function, writer)));
        world.sendEffects(null);
    }
}
