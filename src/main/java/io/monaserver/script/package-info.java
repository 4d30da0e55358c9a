/**
 * Lua server applications: loading, inheritance, hot reload, the guard on time and memory, and the dispatch of events.
 * Everything that touches a Lua value runs on the lane's thread.
 */
@NullMarked
package io.monaserver.script;

import org.jspecify.annotations.NullMarked;
