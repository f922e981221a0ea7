package dev.wangge.cases.calendar;

import dev.wangge.cases.clock.WorkCalendar;
import dev.wangge.cases.rulebook.CalendarRules;
import dev.wangge.cases.ruleset.RulesInForce;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.LocalDate;
import java.time.Month;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Says from December on that the notice of the next year is missing: until it is there, only
 * weekends and the fixed statutory days count. It was published as late as 1 December (of 2016).
 */
@Component
class NextYear {
    private static final Logger log = LoggerFactory.getLogger(NextYear.class);
    private final RulesInForce rules;
    private final CalendarRules calendars;
    private final Clock clock;

    NextYear(RulesInForce rules, CalendarRules calendars, Clock clock, MeterRegistry metrics) {
        this.rules = rules;
        this.calendars = calendars;
        this.clock = clock;
        Gauge.builder("wangge.calendars.missing", this, self -> self.missing().size())
                .description("Calendars that lack a year that is near, or here")
                .register(metrics);
    }

    /** Calendars that lack a year: {@code built-in 2027}. */
    List<String> missing() {
        var today = LocalDate.ofInstant(clock.instant(), WorkCalendar.ZONE);
        var needed = new ArrayList<>(List.of(today.getYear()));
        if (today.getMonth() == Month.DECEMBER) {
            needed.add(today.getYear() + 1);
        }
        var missing = new ArrayList<String>();
        rules.all(calendars)
                .forEach((whose, calendar) ->
                        needed.stream()
                                .filter(year -> !calendar.knows(year))
                                .forEach(year -> missing.add(whose + " " + year)));
        return missing;
    }

    @Scheduled(initialDelayString = "PT1M", fixedDelayString = "PT12H")
    void warn() {
        var missing = missing();
        if (!missing.isEmpty()) {
            log.warn(
                    "The holidays of these are not known: {}. Import the notice:"
                            + " /api/v1/rules/calendars:import",
                    missing);
        }
    }
}
