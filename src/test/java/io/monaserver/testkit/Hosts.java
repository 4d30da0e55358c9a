package io.monaserver.testkit;

import java.util.List;

/** Where the servers of a group run: each on a host of its own, or all on this one. */
public interface Hosts {

    /** This machine, for all of them. */
    Hosts HERE = new Hosts() {
        @Override
        public String address(int number) {
            return "127.0.0.1";
        }

        @Override
        public List<String> enter(int number) {
            return List.of();
        }
    };

    /** By which address the others and this process reach a server's host. */
    String address(int number);

    /** What to put before a command that is to run there. */
    List<String> enter(int number);
}
