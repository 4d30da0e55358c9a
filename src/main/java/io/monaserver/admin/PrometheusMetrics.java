package io.monaserver.admin;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.jvm.ClassLoaderMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.monaserver.metrics.Meter;
import io.monaserver.metrics.Metrics;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** The meters behind {@link Metrics}, readable as Prometheus text and as plain numbers. Safe on any thread. */
public final class PrometheusMetrics implements Metrics, AutoCloseable {

    private static final String PREFIX = "monaserver.";

    /** From a fast handler to one that is about to break its budget. */
    private static final Duration[] BOUNDARIES = {
        Duration.ofNanos(100_000),
        Duration.ofMillis(1),
        Duration.ofMillis(10),
        Duration.ofMillis(100),
        Duration.ofSeconds(1)
    };

    /** A key; the methods that the compiler would give it take long to link at a start. */
    private record Series(Meter meter, String label) {

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Series series && series.meter == meter && series.label.equals(label);
        }

        @Override
        public int hashCode() {
            return 31 * meter.hashCode() + label.hashCode();
        }
    }

    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final Map<Series, Adder> tallies = new ConcurrentHashMap<>();
    private final Map<Series, LongSupplier> sources = new ConcurrentHashMap<>();
    private @Nullable JvmGcMetrics collections;

    /** All meters at zero. */
    public PrometheusMetrics() {
        for (Meter meter : Meter.values()) {
            if (meter.kind() == Meter.Kind.TIMER) {
                timing(meter);
            } else if (meter.label().isEmpty()) {
                tally(meter);
            }
        }
    }

    /** Adds the meters of the process and its virtual machine, once; they take as long to load as all others do. */
    public synchronized void watchMachine() {
        if (collections == null && !registry.isClosed()) {
            new ClassLoaderMetrics().bindTo(registry);
            new JvmMemoryMetrics().bindTo(registry);
            new JvmThreadMetrics().bindTo(registry);
            new ProcessorMetrics().bindTo(registry);
            new FileDescriptorMetrics().bindTo(registry);
            new UptimeMetrics().bindTo(registry);
            collections = new JvmGcMetrics();
            collections.bindTo(registry);
        }
    }

    @Override
    public Tally tally(Meter meter, String label) {
        return tallies.computeIfAbsent(new Series(meter, label), series -> {
            Adder adder = new Adder();
            watch(meter, label, adder.sum::sum);
            return adder;
        });
    }

    @Override
    public void watch(Meter meter, String label, LongSupplier value) {
        Series series = new Series(meter, label);
        if (sources.put(series, value) == null) {
            register(series);
        }
    }

    @Override
    public Timing timing(Meter meter) {
        Timer timer = Timer.builder(PREFIX + meter.id())
                .description(meter.description())
                .serviceLevelObjectives(BOUNDARIES)
                .register(registry);
        return nanos -> timer.record(Duration.ofNanos(nanos));
    }

    /** All meters as Prometheus reads them. */
    public String scrape() {
        return registry.scrape();
    }

    /** Counters and gauges as plain numbers, labels after a dot. */
    public Map<String, Long> numbers() {
        Map<String, Long> numbers = new TreeMap<>();
        sources.forEach((series, source) -> {
            String suffix = series.label().isEmpty() ? "" : "." + series.label();
            numbers.put(series.meter().id() + suffix, source.getAsLong());
        });
        return numbers;
    }

    @Override
    public synchronized void close() {
        if (collections != null) {
            collections.close();
        }
        registry.close();
    }

    private void register(Series series) {
        Meter meter = series.meter();
        Tags tags = meter.label().isEmpty() ? Tags.empty() : Tags.of(meter.label(), series.label());
        MeterRegistry target = registry;
        if (meter.kind() == Meter.Kind.COUNTER) {
            FunctionCounter.builder(PREFIX + meter.id(), series, this::read)
                    .tags(tags)
                    .description(meter.description())
                    .register(target);
        } else {
            Gauge.builder(PREFIX + meter.id(), series, this::read)
                    .tags(tags)
                    .description(meter.description())
                    .strongReference(true)
                    .register(target);
        }
    }

    private double read(Series series) {
        LongSupplier source = sources.get(series);
        return source == null ? 0 : source.getAsLong();
    }

    /** Many threads add, one reads now and then. */
    private static final class Adder implements Tally {
        private final LongAdder sum = new LongAdder();

        @Override
        public void add(long amount) {
            sum.add(amount);
        }
    }
}
