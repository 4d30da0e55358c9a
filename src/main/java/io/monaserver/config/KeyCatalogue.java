package io.monaserver.config;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Every key the server reads, in the order of the documentation, and the nearest of them to a misspelt one. */
final class KeyCatalogue {

    private final Map<String, Key<?>> keys = new LinkedHashMap<>();

    KeyCatalogue(Collection<? extends Collection<Key<?>>> sections) {
        sections.forEach(section -> section.forEach(key -> keys.put(Settings.fold(key.name()), key)));
    }

    Collection<Key<?>> keys() {
        return keys.values();
    }

    boolean contains(String name) {
        return keys.containsKey(Settings.fold(name));
    }

    /** The key that was probably meant, when the name is none but its section is one the server reads. */
    Optional<String> nearest(String name) {
        String section = Key.section(name);
        return keys.values().stream()
                .map(Key::name)
                .filter(known -> Key.section(known).equalsIgnoreCase(section))
                .min((a, b) -> Integer.compare(distance(a, name), distance(b, name)));
    }

    /** Number of single-character edits between two names, in any case. */
    static int distance(String first, String second) {
        String a = first.toLowerCase(Locale.ROOT);
        String b = second.toLowerCase(Locale.ROOT);
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int replaced = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[b.length()];
    }
}
