package io.monaserver.transport.http;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.OptionalLong;

/** Dates as HTTP writes them (§5.6.7). The text of the current second is made once. */
final class HttpDates {

    private static final DateTimeFormatter FORMAT = DateTimeFormatter.ofPattern(
                    "EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);

    private static volatile Second last = new Second(0, format(0));

    private record Second(long epochSecond, String text) {}

    private HttpDates() {}

    static String format(long epochMs) {
        return FORMAT.format(Instant.ofEpochMilli(epochMs));
    }

    /** The text of this moment. */
    static String now(long epochMs) {
        Second known = last;
        if (known.epochSecond() != epochMs / 1000) {
            known = new Second(epochMs / 1000, format(epochMs));
            last = known;
        }
        return known.text();
    }

    /** Epoch seconds; nothing if this is no date. */
    static OptionalLong parseSeconds(String text) {
        try {
            return OptionalLong.of(ZonedDateTime.parse(text.trim(), FORMAT).toEpochSecond());
        } catch (DateTimeException e) {
            return OptionalLong.empty();
        }
    }
}
