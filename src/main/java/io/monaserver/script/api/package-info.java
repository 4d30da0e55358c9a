/**
 * One class per object of the Lua API.
 */
@NullMarked
package io.monaserver.script.api;

import org.jspecify.annotations.NullMarked;
