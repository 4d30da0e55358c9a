/**
 * The store behind {@code data} on LMDB: a memory-mapped tree whose pages are never changed in place, so a process that
 * is killed leaves the last whole batch. Seen by {@code app} only.
 */
@NullMarked
package io.monaserver.data.lmdb;

import org.jspecify.annotations.NullMarked;
