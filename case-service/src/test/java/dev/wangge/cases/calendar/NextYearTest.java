package dev.wangge.cases.calendar;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import dev.wangge.cases.rulebook.CalendarRules;
import dev.wangge.cases.rulebook.CalendarRules.Body;
import dev.wangge.cases.rulebook.CalendarRules.Change;
import dev.wangge.cases.rulebook.CalendarRules.Year;
import dev.wangge.cases.ruleset.Rules;
import dev.wangge.testing.Engine;
import dev.wangge.testing.MovableClock;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.data.mongodb.core.MongoTemplate;

class NextYearTest {
    private final MongoClient client = MongoClients.create(Engine.BEST.uri());
    private final MongoTemplate mongo = new MongoTemplate(client, "years-" + UUID.randomUUID());
    private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
    private final CalendarRules calendars = new CalendarRules();
    private final Rules rules =
            new Rules(mongo, MovableClock.stopped(), metrics, List.of(calendars));

    @AfterEach
    void close() {
        mongo.getDb().drop();
        client.close();
    }

    private List<String> missingAt(String time) {
        var clock = Clock.fixed(Instant.parse(time), ZoneOffset.UTC);
        return new NextYear(rules.inForce(), calendars, clock, new SimpleMeterRegistry()).missing();
    }

    @Test
    void fromDecemberOnInTheCountyANextYearThatIsMissingIsSaid() {
        assertThat(missingAt("2026-11-30T15:59:59Z")).isEmpty();
        assertThat(missingAt("2026-11-30T16:00:00Z")).containsExactly("built-in 2027");
        assertThat(missingAt("2027-03-01T00:00:00Z")).containsExactly("built-in 2027");

        var next = new Year(2027, List.of("2027-01-01"), List.of());
        var years = Stream.concat(calendars.builtIn().years().stream(), Stream.of(next)).toList();
        rules.set(calendars, "54", new Change("notice", new Body(List.of(), years, List.of())));

        assertThat(missingAt("2026-12-01T00:00:00Z")).isEmpty();
        assertThat(missingAt("2027-12-01T00:00:00Z")).containsExactly("54 2028");
    }
}
