package io.monaserver.protocol.rtmfp;

import io.monaserver.protocol.rtmfp.flow.FlowAcceptor;
import java.net.InetSocketAddress;

/** The user of a session: takes its flows, and hears what becomes of it. */
public interface SessionHandler extends FlowAcceptor {

    /** The session is over, and so are its flows. */
    default void onClosed(Session session, CloseReason reason) {}

    /** The other end moved, and has proven it. */
    default void onAddressChanged(Session session, InetSocketAddress before) {}
}
