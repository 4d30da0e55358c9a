/**
 * The Lua language as scripts expect it (5.1 with the 5.2 additions of LuaJIT) on LuaJ: libraries, loader, coroutines
 * and the guard that bounds what a script may use. Knows nothing of applications or of the server. Everything runs on
 * the lane's thread, or on a coroutine's thread while the lane's waits for it.
 */
@NullMarked
package io.monaserver.script.lua;

import org.jspecify.annotations.NullMarked;
