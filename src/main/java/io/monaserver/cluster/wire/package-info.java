/** How messages between servers are written, for the serializers of the cluster's packages. */
@NullMarked
package io.monaserver.cluster.wire;

import org.jspecify.annotations.NullMarked;
