package dev.wangge.cases.people;

import com.mongodb.ReadConcern;
import com.mongodb.WriteConcern;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Projections;
import com.mongodb.client.model.Updates;
import dev.wangge.contracts.Actor;
import dev.wangge.contracts.Topics;
import dev.wangge.contracts.people.v1.PersonState;
import dev.wangge.platform.event.EventCodec;
import dev.wangge.platform.phone.PhoneNumber;
import dev.wangge.platform.relay.Backlog;
import dev.wangge.platform.relay.FactRelay;
import dev.wangge.platform.relay.StateOwner;
import dev.wangge.platform.relay.StateRelay;
import dev.wangge.platform.relay.StateRelay.State;
import dev.wangge.platform.seal.Vault;
import dev.wangge.platform.store.Inserts;
import dev.wangge.platform.sweep.EachAlone;
import dev.wangge.platform.web.FreeText;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.annotation.PostConstruct;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.kafka.core.KafkaOperations;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/**
 * How reporters can be reached, sealed: cases hold a reference only. A contact waits in its
 * document until the broker has it, as facts do.
 */
@Component
public class People implements StateOwner {
    private static final int AT_ONCE = 500;

    /** What waits longer was not published by whoever wrote it. */
    private static final Duration LEFT_BEHIND = Duration.ofSeconds(15);

    private final MongoCollection<Document> people;
    private final StateRelay relay;
    private final EachAlone each;
    private final Backlog backlog;
    private final EventCodec codec = new EventCodec(PersonState.class);
    private final Vault vault;
    private final Clock clock;
    private final JsonMapper json = JsonMapper.builder().build();
    private final Queue<PersonState> known = new ConcurrentLinkedQueue<>();

    People(
            MongoOperations mongo,
            KafkaOperations<String, byte[]> kafka,
            Vault vault,
            Clock clock,
            MeterRegistry metrics) {
        this.people = mongo.getCollection("people");
        this.vault = vault;
        this.clock = clock;
        this.relay =
                new StateRelay(
                        kafka,
                        mongo.getCollection(FactRelay.SET_ASIDE),
                        clock,
                        metrics,
                        Topics.PEOPLE,
                        "people",
                        "/case-service");
        this.each = new EachAlone("relay of people", clock, metrics);
        this.backlog = relay.backlog(people, "pending", "partition");
        Gauge.builder("wangge.relay.backlog", backlog, Backlog::number)
                .description("Contacts the broker does not have yet, as of the last sweep")
                .tag("topic", Topics.PEOPLE)
                .tag("of", "people")
                .register(metrics);
    }

    @PostConstruct
    void createIndexes() {
        backlog.createIndex();
    }

    /**
     * Keeps a contact before anything refers to it.
     *
     * @return the contact, for {@link #makeKnown} or {@link #forget}; empty when there was one
     *     under its reference already, which is left as it is
     */
    public Optional<PersonState> keep(
            String reference, @Nullable String name, @Nullable String phone, String language) {
        var contact = new LinkedHashMap<String, @Nullable String>();
        contact.put("name", name);
        // Whatever was given as a phone is kept, as much as can hold one: no report is lost for it.
        contact.put(
                "phone",
                phone == null
                        ? null
                        : FreeText.head(FreeText.plain(phone), PhoneNumber.LONGEST_FIELD));
        var person =
                new PersonState(
                        reference,
                        language,
                        vault.seal(json.writeValueAsString(contact), reference));
        var isNew =
                Inserts.insertIfAbsent(
                        people,
                        new Document("_id", reference)
                                .append("language", language)
                                .append("sealed", person.sealedContact())
                                .append("pending", Date.from(clock.instant()))
                                .append("partition", relay.partitionOf(reference)));
        return isNew ? Optional.of(person) : Optional.empty();
    }

    /** Something refers to this contact now: others may have it. */
    public void makeKnown(PersonState person) {
        // Else the sweep does it: what waits here would only grow.
        if (relay.isOpen(person.personRef())) {
            known.add(person);
        }
    }

    /** Nothing came to refer to this contact, and nobody has it yet. */
    public void forget(PersonState person) {
        people.deleteOne(Filters.eq("_id", person.personRef()));
    }

    /**
     * A blind index of a reporter's phone, read from what is sealed: nothing more is kept of it.
     * Empty when the reference is nobody's, or there is no phone.
     */
    public Optional<String> phoneIndexOf(String reference) {
        return Optional.ofNullable(people.find(Filters.eq("_id", reference)).first())
                .map(person -> vault.open(person.getString("sealed"), reference))
                .flatMap(contact -> phoneIndex(json.readTree(contact).path("phone").asString("")));
    }

    /** A blind index of a phone; empty when there is none in it. */
    public Optional<String> phoneIndex(@Nullable String phone) {
        return Optional.ofNullable(phone)
                .map(vault::blindIndexOf)
                .filter(index -> !index.isEmpty());
    }

    /** The language a reporter asked to be spoken to in; empty when the reference is nobody's. */
    public Optional<String> languageOf(String reference) {
        return Optional.ofNullable(
                        people.find(Filters.eq("_id", reference))
                                .projection(Projections.include("language"))
                                .first())
                .map(person -> person.getString("language"));
    }

    /** Publishes what became known, many at once: it is not needed before its case closes. */
    @Scheduled(fixedDelay = 200)
    void publishKnown() {
        while (!known.isEmpty()) {
            var some = new ArrayList<PersonState>();
            for (PersonState one; some.size() < AT_ONCE && (one = known.poll()) != null; ) {
                some.add(one);
            }
            publish(some);
        }
    }

    /**
     * Publishes what crashes and outages left behind; what waits for a partition in trouble is
     * passed over, but for one at a time that tries it.
     */
    @Scheduled(fixedDelay = 2000)
    void sweep() {
        backlog.count();
        if (!relay.isThere()) {
            return;
        }
        relay.tryAgain(this::sayAgain);
        relay.toProbe().forEach(this::probe);
        publish(claimed(backlog.due(relay.open(), leftBehind(), AT_ONCE)));
    }

    private Bson leftBehind() {
        return Filters.lt("pending", Date.from(clock.instant().minus(LEFT_BEHIND)));
    }

    private void probe(int partition) {
        var one = claimed(backlog.due(List.of(partition), Filters.empty(), 1));
        if (one.isEmpty()) {
            relay.nothingToProbe(partition);
        } else {
            each.forEach(one, PersonState::personRef, it -> relay.probe(state(it)));
        }
    }

    /**
     * Those of a majority, put back in the queue: what was read before that is in a majority's
     * journal, also where there is no replica set, and nobody else sends it for a while.
     */
    private List<PersonState> claimed(List<String> references) {
        if (references.isEmpty()) {
            return List.of();
        }
        var waiting = Filters.and(Filters.in("_id", references), Filters.exists("pending"));
        var found =
                people.withReadConcern(ReadConcern.MAJORITY)
                        .find(waiting)
                        .map(person ->
                                new PersonState(
                                        person.getString("_id"),
                                        person.getString("language"),
                                        person.getString("sealed")))
                        .into(new ArrayList<>());
        people.withWriteConcern(WriteConcern.MAJORITY.withJournal(true))
                .updateMany(waiting, Updates.set("pending", Date.from(clock.instant())));
        return found;
    }

    @Override
    public String of() {
        return "people";
    }

    @Override
    public void sayAgain(String reference) {
        people.updateOne(
                Filters.eq("_id", reference),
                Updates.combine(
                        Updates.set("pending", Date.from(clock.instant())),
                        Updates.set("partition", relay.partitionOf(reference))));
    }

    private void publish(List<PersonState> persons) {
        if (persons.isEmpty()) {
            return;
        }
        var states = new ArrayList<State>();
        each.forEach(persons, PersonState::personRef, it -> states.add(state(it)));
        var done = relay.send(states);
        if (!done.isEmpty()) {
            people.updateMany(
                    Filters.in("_id", done),
                    Updates.combine(Updates.unset("pending"), Updates.unset("partition")));
        }
    }

    private State state(PersonState person) {
        return State.of(person.personRef(), 1, codec.typeOf(person), event(person));
    }

    private byte[] event(PersonState person) {
        return codec.cloudEvent(
                "/case-service",
                person.personRef(),
                1,
                person,
                Actor.SYSTEM.toString(),
                clock.instant());
    }
}
