package dev.wangge.grids.period;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Days on which divisions report every day, and be it that there is nothing to report.
 *
 * @param from the first day, in the county's zone
 * @param to the last day
 * @param divisions 12 digits each: a village or a township reports for itself, a county's villages
 *     each report
 * @param dueBy the hour by which a day's reports are due
 * @param remindBefore how long before that hour who has not reported is reminded
 */
record KeyPeriod(
        String id,
        String name,
        LocalDate from,
        LocalDate to,
        List<String> divisions,
        LocalTime dueBy,
        Duration remindBefore,
        List<Duty> roster,
        String createdBy,
        Instant createdAt,
        @Nullable Cancelled cancelled,
        long version) {
    static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");

    KeyPeriod {
        divisions = List.copyOf(divisions);
        roster = List.copyOf(roster);
    }

    /** Who reports for a division: a member code, or {@code unit:} and a unit's code. */
    record Duty(String division, String recipient) {}

    record Cancelled(String by, Instant at) {}

    static Instant start(LocalDate day) {
        return day.atStartOfDay(ZONE).toInstant();
    }

    static LocalDate today(Instant now) {
        return LocalDate.ofInstant(now, ZONE);
    }

    Instant dueAt(LocalDate day) {
        return day.atTime(dueBy).atZone(ZONE).toInstant();
    }

    /** Never before the day itself. */
    Instant remindAt(LocalDate day) {
        var at = dueAt(day).minus(remindBefore);
        return at.isBefore(start(day)) ? start(day) : at;
    }

    /** The first day that can still be asked for; empty when the hour of the last one was gone. */
    Optional<LocalDate> firstDay() {
        return Stream.iterate(from, day -> !day.isAfter(to), day -> day.plusDays(1))
                .filter(day -> dueAt(day).isAfter(createdAt))
                .findFirst();
    }

    PeriodStatus status(Instant now) {
        if (cancelled != null) {
            return PeriodStatus.CANCELLED;
        }
        var today = today(now);
        return today.isBefore(from)
                ? PeriodStatus.PLANNED
                : today.isAfter(to) ? PeriodStatus.ENDED : PeriodStatus.RUNNING;
    }

    Optional<String> onRoster(String division) {
        return roster.stream()
                .filter(duty -> duty.division().equals(division))
                .map(Duty::recipient)
                .findFirst();
    }

    KeyPeriod cancelledBy(String by, Instant at) {
        return new KeyPeriod(
                id,
                name,
                from,
                to,
                divisions,
                dueBy,
                remindBefore,
                roster,
                createdBy,
                createdAt,
                new Cancelled(by, at),
                version);
    }
}
