/**
 * The pivot between data formats: readers push events into a {@link io.monaserver.codec.DataWriter}, so any pair of
 * formats converts with no tree in between. Objects of one conversion belong to one thread.
 */
@NullMarked
package io.monaserver.codec;

import org.jspecify.annotations.NullMarked;
