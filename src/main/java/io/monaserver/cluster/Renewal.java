package io.monaserver.cluster;

/** How {@link Membership} reaches beyond its own actor system, which ends while the node goes on. */
interface Renewal {

    /** Addresses that outlive the system. */
    KnownAddresses known();

    /** Ends this system and starts the next one. */
    void renew();

    /** The links have been told that the node stops. */
    void left();
}
