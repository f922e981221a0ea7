package dev.wangge.cases.people;

import dev.wangge.contracts.Actor;
import dev.wangge.contracts.Topics;
import dev.wangge.contracts.people.v1.PersonState;
import dev.wangge.platform.event.EventCodec;
import dev.wangge.platform.phone.PhoneNumber;
import dev.wangge.platform.relay.FactRelay;
import dev.wangge.platform.relay.StateOwner;
import dev.wangge.platform.relay.StateRelay;
import dev.wangge.platform.relay.StateRelay.State;
import dev.wangge.platform.seal.Vault;
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
import org.jspecify.annotations.Nullable;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.kafka.core.KafkaOperations;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/**
 * How reporters can be reached, sealed. A reporter is referred to by the id of the case that they
 * opened, in which the contact lies, in one write with it; facts hold the reference only. A contact
 * waits in its document until the broker has it, as facts do.
 */
@Component
public class People implements StateOwner {
    /** Where a case holds its reporter's contact. */
    public static final String CONTACT = "contact";

    private static final int AT_ONCE = 500;

    /** What waits longer was not published by whoever wrote it. */
    private static final Duration LEFT_BEHIND = Duration.ofSeconds(15);

    /** In cases; and of those who reported none, in documents of their own. */
    private final List<StoredContacts> everywhere;

    private final StoredContacts inCases;
    private final StoredContacts beside;
    private final StateRelay relay;
    private final EachAlone each;
    private final EventCodec codec = new EventCodec(PersonState.class);
    private final Vault vault;
    private final Clock clock;
    private final JsonMapper json = JsonMapper.builder().build();
    private final Queue<PersonState> known = new ConcurrentLinkedQueue<>();
    private final Queue<PersonState> knownBeside = new ConcurrentLinkedQueue<>();

    People(
            MongoOperations mongo,
            KafkaOperations<String, byte[]> kafka,
            Vault vault,
            Clock clock,
            MeterRegistry metrics) {
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
        this.inCases =
                new StoredContacts(mongo.getCollection("cases"), CONTACT + ".", relay, clock);
        this.beside = new StoredContacts(mongo.getCollection("people"), "", relay, clock);
        this.everywhere = List.of(inCases, beside);
        Gauge.builder("wangge.relay.backlog", this, People::waiting)
                .description("Contacts the broker does not have yet, as of the last sweep")
                .tag("topic", Topics.PEOPLE)
                .tag("of", "people")
                .register(metrics);
    }

    private long waiting() {
        return everywhere.stream().mapToLong(it -> it.backlog().number()).sum();
    }

    @PostConstruct
    void createIndexes() {
        everywhere.forEach(it -> it.backlog().createIndex());
    }

    /** A contact under its reference, sealed. */
    public PersonState sealed(
            String reference, @Nullable String name, @Nullable String phone, String language) {
        var contact = new LinkedHashMap<String, @Nullable String>();
        contact.put("name", name);
        // Whatever was given as a phone is kept, as much as can hold one: no report is lost for it.
        contact.put(
                "phone",
                phone == null
                        ? null
                        : FreeText.head(FreeText.plain(phone), PhoneNumber.LONGEST_FIELD));
        return new PersonState(
                reference, language, vault.seal(json.writeValueAsString(contact), reference));
    }

    /** A contact as the case that it comes with holds it, in {@link #CONTACT}. */
    public Document stored(PersonState person) {
        return inCases.fresh(person);
    }

    /** A contact is stored: others may have it. */
    public void makeKnown(PersonState person) {
        makeKnown(person, known);
    }

    private void makeKnown(PersonState person, Queue<PersonState> among) {
        // Else the sweep does it: what waits here would only grow.
        if (relay.isOpen(person.personRef())) {
            among.add(person);
        }
    }

    /** Keeps a contact in a document of its own, once, and makes it known. */
    void keepBeside(PersonState person) {
        if (beside.keep(person)) {
            makeKnown(person, knownBeside);
        }
    }

    /**
     * A blind index of a reporter's phone, read from what is sealed: nothing more is kept of it.
     * Empty when the reference is nobody's, or there is no phone.
     */
    public Optional<String> phoneIndexOf(String reference) {
        return find(reference)
                .map(person -> vault.open(person.sealedContact(), reference))
                .flatMap(contact -> phoneIndex(json.readTree(contact).path("phone").asString("")));
    }

    /** A blind index of a phone; empty when there is none in it. */
    public Optional<String> phoneIndex(@Nullable String phone) {
        return Optional.ofNullable(phone)
                .map(vault::blindIndexOf)
                .filter(index -> !index.isEmpty());
    }

    /**
     * A reporter's contact, opened; empty when the reference is nobody's, or was erased. Whoever
     * asks has it written down before.
     */
    public Optional<Contact> contactOf(String reference) {
        return find(reference)
                .map(person -> {
                    var opened = json.readTree(vault.open(person.sealedContact(), reference));
                    return new Contact(
                            opened.path("name").asString(null),
                            opened.path("phone").asString(null),
                            person.language());
                });
    }

    /** How a reporter can be reached, as they said it. */
    public record Contact(@Nullable String name, @Nullable String phone, String language) {
        /** Never into a log by accident. */
        @Override
        public String toString() {
            return "Contact";
        }
    }

    /** The language a reporter asked to be spoken to in; empty when the reference is nobody's. */
    public Optional<String> languageOf(String reference) {
        return find(reference).map(PersonState::language);
    }

    private Optional<PersonState> find(String reference) {
        return everywhere.stream().flatMap(it -> it.find(reference).stream()).findFirst();
    }

    /** Publishes what became known, many at once: it is not needed before its case closes. */
    @Scheduled(fixedDelay = 500)
    void publishKnown() {
        publishAll(known, inCases);
        publishAll(knownBeside, beside);
    }

    private void publishAll(Queue<PersonState> waiting, StoredContacts where) {
        while (!waiting.isEmpty()) {
            var some = new ArrayList<PersonState>();
            for (PersonState one; some.size() < AT_ONCE && (one = waiting.poll()) != null; ) {
                some.add(one);
            }
            publish(some, where);
        }
    }

    /**
     * Publishes what crashes and outages left behind; what waits for a partition in trouble is
     * passed over, but for one at a time that tries it.
     */
    @Scheduled(fixedDelay = 2000)
    void sweep() {
        everywhere.forEach(it -> it.backlog().count());
        if (!relay.isThere()) {
            return;
        }
        relay.tryAgain(this::sayAgain);
        relay.toProbe().forEach(this::probe);
        var before = Date.from(clock.instant().minus(LEFT_BEHIND));
        everywhere.forEach(
                it -> publish(it.claimed(it.leftBehind(relay.open(), before, AT_ONCE)), it));
    }

    private void probe(int partition) {
        var one =
                everywhere.stream()
                        .flatMap(it -> it.claimed(it.waiting(partition, 1)).stream())
                        .limit(1)
                        .toList();
        if (one.isEmpty()) {
            relay.nothingToProbe(partition);
        } else {
            each.forEach(one, PersonState::personRef, it -> relay.probe(state(it)));
        }
    }

    @Override
    public String of() {
        return "people";
    }

    @Override
    public void sayAgain(String reference) {
        everywhere.forEach(it -> it.sayAgain(reference));
    }

    private void publish(List<PersonState> persons, StoredContacts where) {
        if (persons.isEmpty()) {
            return;
        }
        var states = new ArrayList<State>();
        each.forEach(persons, PersonState::personRef, it -> states.add(state(it)));
        var done = relay.send(states);
        if (!done.isEmpty()) {
            where.published(done);
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
