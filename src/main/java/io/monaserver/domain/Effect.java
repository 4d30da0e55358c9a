package io.monaserver.domain;

import java.util.Map;

/**
 * Something a script did to a client. Effects leave a handler in call order, one batch per client, together with the
 * answer. Values are serialised in the client's {@link Client#format}.
 */
public sealed interface Effect {

    /** An unnamed message: the answer when it is the first during a call, a push otherwise. */
    record Message(byte[] values) implements Effect {}

    /** The call of a function on the client's side. */
    record Invocation(String name, byte[] values) implements Effect {}

    /** One raw message. */
    record Raw(byte[] data) implements Effect {}

    /** A status of the connection: {@code code} without the leading {@code NetConnection.}, for example Call.Failed. */
    record Status(String code, String description) implements Effect {}

    /** Send now what was written. */
    record Flush(boolean full) implements Effect {}

    /** Ends the session. The code is the protocol's own (WebSocket close code, HTTP status), 0 for none. */
    record Close(int code) implements Effect {}

    /**
     * Something done by a writer that is not the main one, or unreliably; for clients that have such only.
     *
     * @param writer names the writer, 0 for the main one
     * @param reliable whether it must arrive
     */
    record Through(int writer, boolean reliable, Effect effect) implements Effect {}

    /** A property of the client was set, a cookie over HTTP; a null-like removal has {@code removed}. */
    record SetProperty(String key, String value, boolean removed, Map<String, String> options) implements Effect {}
}
