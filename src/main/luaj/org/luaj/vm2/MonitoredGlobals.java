package org.luaj.vm2;

/** Globals whose code runs under a {@link CallMonitor}. */
public class MonitoredGlobals extends Globals {

    private final CallMonitor monitor;

    /** Globals for code that this monitor watches. */
    public MonitoredGlobals(CallMonitor monitor) {
        this.monitor = monitor;
    }

    /** Who watches. */
    public final CallMonitor monitor() {
        return monitor;
    }
}
