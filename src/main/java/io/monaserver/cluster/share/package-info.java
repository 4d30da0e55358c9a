/**
 * What the nodes of a cluster have in common without any script: the names of publications, bans, kept data. The local
 * truth lies in the domain; what lives here is made anew from it whenever the cluster's actor system starts again.
 */
@NullMarked
package io.monaserver.cluster.share;

import org.jspecify.annotations.NullMarked;
