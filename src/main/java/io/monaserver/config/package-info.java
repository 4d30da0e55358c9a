/**
 * Immutable settings read from {@code cluster.conf}, {@code MonaServer.ini} and the command line: one record per
 * section, default and limits beside each key. Read once at start; safe on any thread.
 */
@NullMarked
package io.monaserver.config;

import org.jspecify.annotations.NullMarked;
