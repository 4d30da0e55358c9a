package io.monaserver.domain.publication;

/** Who publishes under a name on this node. */
public enum Claimant {
    /** A client; one name has one in the whole cluster. */
    CLIENT,

    /** A script, for this node; another node's publication of the name does not keep it from it. */
    SCRIPT,

    /** The cluster, which brings another node's publication to this node's listeners; gives way to everybody else. */
    RELAY
}
