package io.monaserver.app;

/** The process: reads the command line, starts a node, and stops it in order when asked to. */
public final class Main {

    private Main() {}

    /** Starts a node. */
    public static void main(String[] arguments) {
        System.out.println("MonaServer");
    }
}
