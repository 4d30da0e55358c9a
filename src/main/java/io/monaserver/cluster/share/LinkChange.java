package io.monaserver.cluster.share;

/** A link to another node is up or down. */
record LinkChange(Peer peer, boolean isUp)
        implements Directory.Command,
                PublicationShare.Command,
                PeerShare.Command,
                GroupShare.Command,
                DataShare.Command,
                LoadShare.Command {}
