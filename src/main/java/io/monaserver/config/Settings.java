package io.monaserver.config;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * What the sources say, later ones over earlier ones, keys found in any case. Collects the faults of all keys that are
 * read, so that one start shows them all.
 */
final class Settings {

    /** A value and where it was read. */
    record Entry(String name, String value, String origin) {}

    private final Map<String, Entry> entries = new LinkedHashMap<>();
    private final Map<String, String> effective = new TreeMap<>();
    private final List<String> faults = new ArrayList<>();

    void put(String name, String value, String origin) {
        entries.put(fold(name), new Entry(name, value.trim(), origin));
    }

    boolean isSet(Key<?> key) {
        return entries.containsKey(fold(key.name()));
    }

    /** The key's value: what was set, or its default. A value that is not allowed becomes a fault. */
    <T> T get(Key<T> key) {
        T value = parse(key);
        String text = key.print(value);
        if (!text.isEmpty()) {
            effective.put(key.name(), text);
        }
        return value;
    }

    /** Adds a value that is computed from others, for scripts to see. */
    void publish(String name, String value) {
        effective.put(name, value);
    }

    Iterable<Entry> entries() {
        return entries.values();
    }

    /** Says what is wrong with values that belong together. */
    void fault(String text) {
        faults.add(text);
    }

    List<String> faults() {
        return faults;
    }

    /** All that scripts see: known keys with their effective values, custom ones as they were set. */
    Map<String, String> effective(KeyCatalogue catalogue) {
        Map<String, String> all = new TreeMap<>(effective);
        for (Entry entry : entries.values()) {
            if (!catalogue.contains(entry.name())) {
                all.putIfAbsent(entry.name(), entry.value());
            }
        }
        return Map.copyOf(all);
    }

    static String fold(String name) {
        return name.toLowerCase(Locale.ROOT);
    }

    private <T> T parse(Key<T> key) {
        Entry entry = entries.get(fold(key.name()));
        if (entry == null) {
            return key.fallback();
        }
        try {
            return key.parser().apply(entry.value());
        } catch (IllegalArgumentException | ArithmeticException e) {
            faults.add(entry.origin() + ": " + key.name() + ": '" + entry.value() + "' (expected: " + key.expected()
                    + ")");
            return key.fallback();
        }
    }
}
