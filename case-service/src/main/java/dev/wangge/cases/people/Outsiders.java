package dev.wangge.cases.people;

import com.mongodb.MongoException;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.Projections;
import com.mongodb.client.model.Updates;
import dev.wangge.contracts.people.v1.PersonState;
import dev.wangge.platform.problem.Problem;
import dev.wangge.platform.problem.Problem.Pointed;
import dev.wangge.platform.sweep.EachAlone;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.annotation.PostConstruct;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.bson.Document;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * How people without account are reached to whom a case was forwarded, sealed as reporters'
 * contacts are. A case has several of them: one comes with the fact that names it, in one write,
 * and is brought to a document of its own afterwards; what a crash leaves behind a sweep brings.
 */
@Component
public class Outsiders {
    /** Where a case holds those that were not brought yet. */
    public static final String FIELD = "outsiders";

    private static final String AT = FIELD + ".at";
    private static final int AT_ONCE = 200;

    /** What lies longer was left by whoever wrote it. */
    private static final Duration LEFT_BEHIND = Duration.ofSeconds(5);

    private static final Logger log = LoggerFactory.getLogger(Outsiders.class);
    private final MongoCollection<Document> cases;
    private final People people;
    private final Clock clock;
    private final EachAlone each;

    Outsiders(MongoOperations mongo, People people, Clock clock, MeterRegistry metrics) {
        this.cases = mongo.getCollection("cases");
        this.people = people;
        this.clock = clock;
        this.each = new EachAlone("outsiders of cases", clock, metrics);
    }

    @PostConstruct
    void createIndex() {
        cases.createIndex(Indexes.ascending(AT), new IndexOptions().sparse(true));
    }

    /**
     * A contact under a reference of its own, sealed.
     *
     * @throws Problem invalid-request where there is no phone in what was given as one
     */
    public PersonState sealed(@Nullable String name, String phone, @Nullable String language) {
        if (people.phoneIndex(phone).isEmpty()) {
            throw Problem.invalid(
                    Pointed.at("#/to/phone", "wrong-value", "Nobody is reached by this phone"));
        }
        return people.sealed(
                UUID.randomUUID().toString(), name, phone, language == null ? "zh" : language);
    }

    /** As it comes with the fact that names it, to be pushed to {@link #FIELD}. */
    public Document stored(PersonState person) {
        return new Document("ref", person.personRef())
                .append("language", person.language())
                .append("sealed", person.sealedContact())
                .append("at", Date.from(clock.instant()));
    }

    /** Brings those of a case at once; what fails is left to the sweep. */
    public void bringSoon(String caseId) {
        try {
            bring(caseId);
        } catch (MongoException e) {
            log.warn("Outsiders of {} wait for the sweep: {}", caseId, e.getMessage());
        }
    }

    /** Brings those of a case to documents of their own; doing it twice, or at once, is no more. */
    private void bring(String caseId) {
        var found =
                cases.find(Filters.eq("_id", caseId))
                        .projection(Projections.include(FIELD))
                        .first();
        var waiting =
                found == null
                        ? List.<Document>of()
                        : found.getList(FIELD, Document.class, List.of());
        for (var one : waiting) {
            var person =
                    new PersonState(
                            one.getString("ref"),
                            one.getString("language"),
                            one.getString("sealed"));
            people.keepBeside(person);
            cases.updateOne(
                    Filters.eq("_id", caseId),
                    Updates.pull(FIELD, new Document("ref", person.personRef())));
        }
        // An empty list stands in no one's way, but is no reason to be in the index either.
        if (!waiting.isEmpty()) {
            cases.updateOne(
                    Filters.and(Filters.eq("_id", caseId), Filters.size(FIELD, 0)),
                    Updates.unset(FIELD));
        }
    }

    /** Brings what crashes left behind. */
    @Scheduled(fixedDelay = 5000)
    void sweep() {
        var before = Date.from(clock.instant().minus(LEFT_BEHIND));
        var left =
                cases.find(Filters.lt(AT, before))
                        .projection(Projections.include("_id"))
                        .limit(AT_ONCE)
                        .map(one -> one.getString("_id"))
                        .into(new ArrayList<>());
        each.forEach(left, Function.identity(), this::bring);
    }
}
