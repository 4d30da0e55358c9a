/**
 * The vocabulary that transports, scripts and the cluster share: clients, events, publications' packets, wire forms,
 * typed refusals. Immutable values and narrow interfaces; no protocol and no script engine is known here.
 */
@NullMarked
package io.monaserver.domain;

import org.jspecify.annotations.NullMarked;
