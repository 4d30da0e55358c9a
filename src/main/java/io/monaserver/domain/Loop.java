package io.monaserver.domain;

import java.util.concurrent.ScheduledExecutorService;
import org.apache.pekko.actor.typed.DispatcherSelector;

/**
 * An event loop as the domain sees it. An actor spawned with {@link #dispatcher} runs on the loop's own thread, so that
 * it may call what belongs to a connection of that loop directly.
 *
 * @param executor runs tasks on the loop's thread, in order
 * @param dispatcher the actor system's dispatcher backed by the same thread
 */
public record Loop(ScheduledExecutorService executor, DispatcherSelector dispatcher) {}
