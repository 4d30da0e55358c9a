/**
 * Health, metrics and status of a node. Reads snapshots, holds no state.
 */
@NullMarked
package io.monaserver.admin;

import org.jspecify.annotations.NullMarked;
