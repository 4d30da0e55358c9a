/**
 * Publications: one actor per name, its listeners, quality of service, cached headers and pictures, and the fan-out
 * that encodes once and sends to many.
 */
@NullMarked
package io.monaserver.domain.publication;

import org.jspecify.annotations.NullMarked;
