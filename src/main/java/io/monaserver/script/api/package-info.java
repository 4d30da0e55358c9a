/**
 * The objects that scripts see, one class each: its annotated members are the API, and their documentation is the
 * manual's. All belong to the lane; they hold the lane's own copy of the world, which changes by events in lane order
 * only.
 */
@NullMarked
package io.monaserver.script.api;

import org.jspecify.annotations.NullMarked;
