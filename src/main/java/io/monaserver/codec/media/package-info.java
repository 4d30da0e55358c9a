/**
 * Facts about media bytes: FLV tags, codec headers and key frames, and the containers FLV and fragmented MP4. Pure
 * functions and small builders, no I/O.
 */
@NullMarked
package io.monaserver.codec.media;

import org.jspecify.annotations.NullMarked;
