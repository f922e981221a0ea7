package dev.wangge.cases.calendar;

import biweekly.Biweekly;
import biweekly.component.VEvent;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import dev.wangge.cases.rulebook.CalendarRules.Year;
import dev.wangge.platform.problem.Problem;
import dev.wangge.platform.problem.Problem.Pointed;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The notices of years, as a table of days or as a calendar to be subscribed to. */
final class CalendarFile {
    /** 班: what a day to be worked is called in both. */
    private static final Set<String> WORK = Set.of("work", "班", "上班", "补班");

    private static final Set<String> OFF = Set.of("off", "休", "放假", "休息");

    /** Of a calendar; a notice has some forty days. */
    private static final int MOST_DAYS = 10_000;

    private final Map<Integer, TreeSet<LocalDate>> off = new TreeMap<>();
    private final Map<Integer, TreeSet<LocalDate>> madeUp = new TreeMap<>();
    private int days;

    private CalendarFile() {}

    /**
     * Reads CSV with a header: {@code date,type}, of which type is {@code off} or 休, {@code work}
     * or 班.
     *
     * @throws Problem invalid-request that names the line
     */
    static List<Year> ofCsv(String text) {
        var file = new CalendarFile();
        try (var rows = CsvReader.builder().ofNamedCsvRecord(text)) {
            for (var row : rows) {
                file.add(day(row), isWork(row));
            }
        } catch (CsvParseException e) {
            throw Problem.invalid(Pointed.at("#", "invalid", "This is no CSV"));
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
        return file.years();
    }

    private static LocalDate day(NamedCsvRecord row) {
        var text = row.findField("date").orElse("").strip();
        try {
            return LocalDate.parse(text);
        } catch (DateTimeParseException e) {
            throw wrong(row, "date is a day like 2027-02-08");
        }
    }

    private static boolean isWork(NamedCsvRecord row) {
        var type = row.findField("type").orElse("").strip();
        if (WORK.contains(type)) {
            return true;
        }
        if (OFF.contains(type)) {
            return false;
        }
        throw wrong(row, "type is off or work");
    }

    private static Problem wrong(NamedCsvRecord row, String why) {
        return Problem.invalid(Pointed.at("#/line/" + row.getStartingLineNumber(), "invalid", why));
    }

    /**
     * Reads iCalendar: each event is off, or worked where its summary says 班.
     *
     * @throws Problem invalid-request
     */
    static List<Year> ofIcs(String text) {
        var file = new CalendarFile();
        var calendar = Biweekly.parse(text).first();
        if (calendar == null) {
            throw Problem.invalid(Pointed.at("#", "invalid", "This is no calendar"));
        }
        calendar.getEvents().forEach(file::add);
        return file.years();
    }

    private void add(VEvent event) {
        var first = day(event.getDateStart() == null ? null : event.getDateStart().getValue());
        if (first == null) {
            throw Problem.invalid(Pointed.at("#", "invalid", "An event has no day"));
        }
        var end = day(event.getDateEnd() == null ? null : event.getDateEnd().getValue());
        var summary = event.getSummary() == null ? "" : event.getSummary().getValue();
        boolean isWork = summary.contains("班");
        // An event of one day may end where it starts, or not say where.
        var last = end == null || !end.isAfter(first) ? first : end.minusDays(1);
        for (var day = first; !day.isAfter(last); day = day.plusDays(1)) {
            add(day, isWork);
        }
    }

    /** Days are read as midnight where the process runs, whichever zone that is. */
    private static @Nullable LocalDate day(biweekly.util.@Nullable ICalDate date) {
        if (date == null || date.getRawComponents() == null) {
            return null;
        }
        var raw = date.getRawComponents();
        return LocalDate.of(raw.getYear(), raw.getMonth(), raw.getDate());
    }

    private void add(LocalDate day, boolean isWork) {
        if (++days > MOST_DAYS) {
            throw Problem.invalid(
                    Pointed.at("#", "too-many", "At most %s days".formatted(MOST_DAYS)));
        }
        (isWork ? madeUp : off).computeIfAbsent(day.getYear(), _ -> new TreeSet<>()).add(day);
    }

    private List<Year> years() {
        var all = new TreeSet<>(off.keySet());
        all.addAll(madeUp.keySet());
        if (all.isEmpty()) {
            throw Problem.invalid(Pointed.at("#", "required", "There is no day in it"));
        }
        var years = new ArrayList<Year>();
        for (int year : all) {
            years.add(new Year(year, texts(off.get(year)), texts(madeUp.get(year))));
        }
        return years;
    }

    private static List<String> texts(@Nullable Set<LocalDate> days) {
        return days == null ? List.of() : days.stream().map(LocalDate::toString).toList();
    }
}
