package dev.wangge.gateway.signin;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.model.Filters;
import dev.wangge.testing.Engine;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.data.mongodb.core.MongoTemplate;

/** What several requests of one browser do to its session at once. */
class SessionsTest {
    private final List<MongoClient> clients = new ArrayList<>();

    /** A session of somebody who is in. */
    private record Stored(MongoTemplate mongo, Sessions sessions, String id) {
        private Sessions.Kept found() {
            return requireNonNull(sessions.findById(id));
        }

        private String account() {
            return String.valueOf(found().<Object>getAttribute("account"));
        }

        private Instant used() {
            var stored =
                    mongo.getCollection(Sessions.COLLECTION).find(Filters.eq("_id", id)).first();
            return requireNonNull(stored).get("accessed", Date.class).toInstant();
        }

        private Stored as(String name) {
            return new Stored(mongo, sessions, name);
        }
    }

    @AfterEach
    void close() {
        clients.forEach(MongoClient::close);
    }

    private Stored somebodyIsIn(Engine engine) {
        var client = MongoClients.create(engine.uri());
        clients.add(client);
        var mongo = new MongoTemplate(client, "test-" + UUID.randomUUID());
        var sessions = new Sessions(mongo, Duration.ofMinutes(30));
        var made = sessions.createSession();
        made.setAttribute("account", "pema");
        sessions.save(made);
        return new Stored(mongo, sessions, made.getId());
    }

    private static Instant inMinutes(int minutes) {
        return Instant.now().plus(Duration.ofMinutes(minutes)).truncatedTo(ChronoUnit.MILLIS);
    }

    @ParameterizedTest
    @EnumSource
    void whatWasEndedStaysEndedWhateverWasStillRunning(Engine engine) {
        var it = somebodyIsIn(engine);
        var sessions = it.sessions();
        var looks = it.found();
        var changes = it.found();
        var signsIn = it.found();
        sessions.deleteById(it.id());

        looks.setLastAccessedTime(inMinutes(5));
        sessions.save(looks);
        changes.setAttribute("half", "pema");
        sessions.save(changes);
        var other = signsIn.changeSessionId();
        sessions.save(signsIn);

        assertThat(sessions.findById(it.id())).isNull();
        assertThat(sessions.findById(other)).isNull();
        assertThat(it.mongo().getCollection(Sessions.COLLECTION).countDocuments()).isZero();
    }

    @ParameterizedTest
    @EnumSource
    void theNameOfBeforeIsGoodNoMore(Engine engine) {
        var before = somebodyIsIn(engine);
        var session = before.found();
        var it = before.as(session.changeSessionId());
        it.sessions().save(session);
        assertThat(it.sessions().findById(before.id())).isNull();
        assertThat(it.account()).isEqualTo("pema");

        session.setAttribute("account", "dawa");
        it.sessions().save(session);
        assertThat(it.account()).isEqualTo("dawa");
    }

    @ParameterizedTest
    @EnumSource
    void whoOnlyLookedTakesNothingBack(Engine engine) {
        var it = somebodyIsIn(engine);
        var looks = it.found();
        var changes = it.found();
        changes.setLastAccessedTime(inMinutes(9));
        changes.setAttribute("account", "dawa");
        it.sessions().save(changes);
        var then = it.used();

        looks.setLastAccessedTime(inMinutes(5));
        it.sessions().save(looks);
        assertThat(it.account()).isEqualTo("dawa");
        assertThat(it.used()).as("a slow one says nothing of now").isEqualTo(then);
    }

    @ParameterizedTest
    @EnumSource
    void thatItIsUsedIsWrittenOnceAMinute(Engine engine) {
        var it = somebodyIsIn(engine);
        var then = it.used();
        var soon = it.found();
        soon.setLastAccessedTime(then.plusSeconds(59));
        it.sessions().save(soon);
        assertThat(it.used()).isEqualTo(then);

        var later = it.found();
        later.setLastAccessedTime(then.plusSeconds(61));
        it.sessions().save(later);
        assertThat(it.used()).isEqualTo(then.plusSeconds(61));
        assertThat(it.account()).isEqualTo("pema");
    }
}
