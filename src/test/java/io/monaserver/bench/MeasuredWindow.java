package io.monaserver.bench;

import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/** When a load is measured, whose cost is counted, and what the result is called: options that all loads share. */
final class MeasuredWindow {

    @Option(names = "-w", description = "seconds before the window, once all have been started (${DEFAULT-VALUE})")
    int warmup = 5;

    @Option(names = "-d", description = "seconds of the window (${DEFAULT-VALUE})")
    int seconds = 10;

    @Option(names = "-P", description = "process of the server whose cost is counted; repeatable")
    List<Long> pids = new ArrayList<>();

    @Option(names = "-l", description = "label of the result")
    String label = "";

    /** What the server has cost so far. */
    ServerCost cost() {
        return ServerCost.of(pids);
    }
}
