package io.monaserver.script.lua;

import io.monaserver.common.Clock;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.temporal.IsoFields;
import java.util.Locale;
import org.luaj.vm2.ArgumentError;
import org.luaj.vm2.CallMonitor;
import org.luaj.vm2.ConstructedTable;
import org.luaj.vm2.LuaError;
import org.luaj.vm2.LuaNumber;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Operators;
import org.luaj.vm2.Varargs;

/** The os library as far as a script may have it: time, dates and the environment, but no processes and no exit. */
final class DateLibrary {

    private static final String[] DAYS = {"Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"};

    private static final String[] MONTHS = {
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December"
    };

    private final Clock clock;
    private final CallMonitor monitor;
    private final long startNanos;

    private DateLibrary(Clock clock, CallMonitor monitor) {
        this.clock = clock;
        this.monitor = monitor;
        this.startNanos = clock.nanos();
    }

    static LuaTable create(Clock clock, CallMonitor monitor) {
        DateLibrary os = new DateLibrary(clock, monitor);
        LuaTable library = new LuaTable();
        Native.define(library, "time", os::time);
        Native.define(library, "date", os::date);
        Native.define(library, "clock", args -> Args.of((clock.nanos() - os.startNanos) / 1e9));
        Native.define(library, "difftime", args -> Args.of(Args.number(args, 1) - Args.number(args, 2, 0)));
        Native.define(library, "setlocale", DateLibrary::setLocale);
        Native.define(library, "getenv", args -> {
            String value = System.getenv(Strings.text(Args.string(args, 1)));
            return value == null ? LuaValue.NIL : Args.text(value);
        });
        return library;
    }

    /** There is one locale only, that of C. */
    private static Varargs setLocale(Varargs args) {
        LuaString wanted = Args.optString(args, 1);
        boolean known = wanted == null
                || wanted.m_length == 0
                || Strings.text(wanted).equals("C")
                || Strings.text(wanted).equals("POSIX");
        return known ? LuaValue.valueOf("C") : LuaValue.NIL;
    }

    private Varargs time(Varargs args) {
        if (args.arg(1).isnil()) {
            return Args.of((double) Math.floorDiv(clock.epochMs(), 1000));
        }
        LuaTable fields = Args.table(args, 1);
        long hour = field(fields, "hour", 12L);
        long minute = field(fields, "min", 0L);
        long second = field(fields, "sec", 0L);
        try {
            LocalDateTime day = LocalDateTime.of((int) field(fields, "year", null), 1, 1, 0, 0)
                    .plusMonths(field(fields, "month", null) - 1)
                    .plusDays(field(fields, "day", null) - 1)
                    .plusHours(hour)
                    .plusMinutes(minute)
                    .plusSeconds(second);
            return Args.of((double) day.atZone(ZoneId.systemDefault()).toEpochSecond());
        } catch (DateTimeException | ArithmeticException outOfRange) {
            return LuaValue.NIL;
        }
    }

    private static long field(LuaTable fields, String name, @org.jspecify.annotations.Nullable Long fallback) {
        Double value = Operators.toNumber(fields.get(name));
        if (value != null) {
            return value.longValue();
        }
        if (fallback == null) {
            throw new LuaError("field '" + name + "' missing in date table");
        }
        return fallback;
    }

    private Varargs date(Varargs args) {
        LuaString given = Args.optString(args, 1);
        String format =
                given == null ? "%c" : new String(Strings.bytes(given), java.nio.charset.StandardCharsets.ISO_8859_1);
        double seconds = args.arg(2) instanceof LuaNumber number
                ? number.todouble()
                : Args.number(args, 2, (double) Math.floorDiv(clock.epochMs(), 1000));
        boolean utc = format.startsWith("!");
        if (utc) {
            format = format.substring(1);
        }
        ZonedDateTime moment;
        try {
            moment = Instant.ofEpochSecond((long) seconds).atZone(utc ? ZoneOffset.UTC : ZoneId.systemDefault());
        } catch (DateTimeException outOfRange) {
            return LuaValue.NIL;
        }
        if (format.startsWith("*t")) {
            return table(moment);
        }
        ByteBuilder text = new ByteBuilder(monitor);
        for (int i = 0; i < format.length(); i++) {
            char c = format.charAt(i);
            if (c != '%' || i + 1 == format.length()) {
                text.append(c);
                continue;
            }
            text.append(conversion(moment, format.charAt(++i)));
        }
        return text.build();
    }

    private static LuaTable table(ZonedDateTime moment) {
        LuaTable fields = new ConstructedTable();
        fields.rawset("year", LuaValue.valueOf(moment.getYear()));
        fields.rawset("month", LuaValue.valueOf(moment.getMonthValue()));
        fields.rawset("day", LuaValue.valueOf(moment.getDayOfMonth()));
        fields.rawset("hour", LuaValue.valueOf(moment.getHour()));
        fields.rawset("min", LuaValue.valueOf(moment.getMinute()));
        fields.rawset("sec", LuaValue.valueOf(moment.getSecond()));
        fields.rawset("wday", LuaValue.valueOf(weekday(moment) + 1));
        fields.rawset("yday", LuaValue.valueOf(moment.getDayOfYear()));
        fields.rawset("isdst", LuaValue.valueOf(moment.getZone().getRules().isDaylightSavings(moment.toInstant())));
        return fields;
    }

    private static int weekday(ZonedDateTime moment) {
        return moment.getDayOfWeek() == DayOfWeek.SUNDAY
                ? 0
                : moment.getDayOfWeek().getValue();
    }

    private static String conversion(ZonedDateTime moment, char kind) {
        String day = DAYS[weekday(moment)];
        String month = MONTHS[moment.getMonthValue() - 1];
        int hour12 = (moment.getHour() + 11) % 12 + 1;
        return switch (kind) {
            case 'a' -> day.substring(0, 3);
            case 'A' -> day;
            case 'b', 'h' -> month.substring(0, 3);
            case 'B' -> month;
            case 'c' ->
                day.substring(0, 3) + " " + month.substring(0, 3)
                        + form(
                                " %2d %02d:%02d:%02d %d",
                                moment.getDayOfMonth(),
                                moment.getHour(),
                                moment.getMinute(),
                                moment.getSecond(),
                                moment.getYear());
            case 'C' -> form("%02d", moment.getYear() / 100);
            case 'd' -> form("%02d", moment.getDayOfMonth());
            case 'D', 'x' ->
                form("%02d/%02d/%02d", moment.getMonthValue(), moment.getDayOfMonth(), moment.getYear() % 100);
            case 'e' -> form("%2d", moment.getDayOfMonth());
            case 'F' -> form("%d-%02d-%02d", moment.getYear(), moment.getMonthValue(), moment.getDayOfMonth());
            case 'g' -> form("%02d", moment.get(IsoFields.WEEK_BASED_YEAR) % 100);
            case 'G' -> form("%d", moment.get(IsoFields.WEEK_BASED_YEAR));
            case 'H' -> form("%02d", moment.getHour());
            case 'I' -> form("%02d", hour12);
            case 'j' -> form("%03d", moment.getDayOfYear());
            case 'm' -> form("%02d", moment.getMonthValue());
            case 'M' -> form("%02d", moment.getMinute());
            case 'n' -> "\n";
            case 'p' -> moment.getHour() < 12 ? "AM" : "PM";
            case 'r' ->
                form("%02d:%02d:%02d ", hour12, moment.getMinute(), moment.getSecond())
                        + (moment.getHour() < 12 ? "AM" : "PM");
            case 'R' -> form("%02d:%02d", moment.getHour(), moment.getMinute());
            case 's' -> Long.toString(moment.toEpochSecond());
            case 'S' -> form("%02d", moment.getSecond());
            case 't' -> "\t";
            case 'T', 'X' -> form("%02d:%02d:%02d", moment.getHour(), moment.getMinute(), moment.getSecond());
            case 'u' -> form("%d", moment.getDayOfWeek().getValue());
            case 'U' -> form("%02d", (moment.getDayOfYear() + 6 - weekday(moment)) / 7);
            case 'V' -> form("%02d", moment.get(IsoFields.WEEK_OF_WEEK_BASED_YEAR));
            case 'w' -> form("%d", weekday(moment));
            case 'W' -> form("%02d", (moment.getDayOfYear() + 6 - (weekday(moment) + 6) % 7) / 7);
            case 'y' -> form("%02d", moment.getYear() % 100);
            case 'Y' -> form("%d", moment.getYear());
            case 'z' ->
                moment.getOffset().getTotalSeconds() == 0
                        ? "+0000"
                        : moment.getOffset().getId().replace(":", "");
            case 'Z' ->
                moment.getOffset().getTotalSeconds() == 0
                        ? "GMT"
                        : moment.getZone().getDisplayName(java.time.format.TextStyle.SHORT, Locale.ROOT);
            case '%' -> "%";
            default -> throw new ArgumentError(1, "invalid conversion specifier '%" + kind + "'");
        };
    }

    private static String form(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }
}
