/** TCP and UDP sockets for scripts, on the event loops: nothing here blocks, and nothing is kept without a bound. */
@NullMarked
package io.monaserver.transport.socket;

import org.jspecify.annotations.NullMarked;
