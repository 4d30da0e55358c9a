package io.monaserver.codec;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Moments as text in the form of ISO 8601. */
public final class DateText {

    private static final DateTimeFormatter FORMAT =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSxxx", Locale.ROOT);

    private static final Pattern ISO = Pattern.compile("(\\d{4}-\\d{2}-\\d{2})"
            + "(?:T(\\d{2}:\\d{2}(?::\\d{2}(?:\\.\\d{1,9})?)?)(?:Z|([+-]\\d{2}):?(\\d{2}))?)?");

    private static final int MIN_LENGTH = 10;
    private static final int MAX_LENGTH = 35;

    private DateText() {}

    /** The moment in UTC: {@code 2014-09-30T13:15:17.000+00:00}. */
    public static String format(long epochMs) {
        return FORMAT.format(OffsetDateTime.ofInstant(Instant.ofEpochMilli(epochMs), ZoneOffset.UTC));
    }

    /**
     * The moment that a text of exactly this form names, in milliseconds since 1970 UTC: a date, or a date and a time
     * with or without a time zone. Empty if the text is anything else.
     */
    public static OptionalLong parse(String text) {
        if (!mayBeDate(text)) {
            return OptionalLong.empty();
        }
        Matcher match = ISO.matcher(text);
        if (!match.matches()) {
            return OptionalLong.empty();
        }
        try {
            LocalDate date = LocalDate.parse(match.group(1));
            LocalTime time = match.group(2) == null ? LocalTime.MIDNIGHT : LocalTime.parse(match.group(2));
            ZoneOffset zone =
                    match.group(3) == null ? ZoneOffset.UTC : ZoneOffset.of(match.group(3) + ":" + match.group(4));
            return OptionalLong.of(date.atTime(time).toInstant(zone).toEpochMilli());
        } catch (DateTimeException e) {
            // The thirteenth month and the like: text after all.
            return OptionalLong.empty();
        }
    }

    /** Sorts out nearly every text that is no date, at no cost. */
    private static boolean mayBeDate(String text) {
        return text.length() >= MIN_LENGTH
                && text.length() <= MAX_LENGTH
                && text.charAt(4) == '-'
                && text.charAt(7) == '-'
                && Character.isDigit(text.charAt(0));
    }
}
