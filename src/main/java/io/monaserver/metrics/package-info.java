/**
 * The catalogue of meters and the interface by which anyone counts. Leaf; the registry behind it lives in
 * {@code admin}.
 */
@NullMarked
package io.monaserver.metrics;

import org.jspecify.annotations.NullMarked;
