package dev.wangge.cases.people;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.Projections;
import com.mongodb.client.model.Sorts;
import com.mongodb.client.model.Updates;

import dev.wangge.contracts.Topics;
import dev.wangge.contracts.people.v1.PersonState;
import dev.wangge.platform.event.EventCodec;
import dev.wangge.platform.seal.Vault;
import dev.wangge.platform.store.Inserts;
import dev.wangge.platform.web.FreeText;

import jakarta.annotation.PostConstruct;

import org.bson.Document;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.kafka.KafkaException;
import org.springframework.kafka.core.KafkaOperations;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

import tools.jackson.databind.json.JsonMapper;

import java.time.Clock;
import java.util.ArrayList;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * How reporters can be reached, sealed: cases hold a reference only. A contact waits in its
 * document until the broker has it, as facts do.
 */
@Component
public class People {
    private static final Logger log = LoggerFactory.getLogger(People.class);
    private static final int AT_ONCE = 500;
    private static final int LONGEST_PHONE = 200;
    private final MongoCollection<Document> people;
    private final KafkaOperations<String, byte[]> kafka;
    private final EventCodec codec = new EventCodec(PersonState.class);
    private final Vault vault;
    private final Clock clock;
    private final JsonMapper json = JsonMapper.builder().build();
    private final Queue<PersonState> known = new ConcurrentLinkedQueue<>();
    private volatile boolean brokerAway;

    People(MongoOperations mongo, KafkaOperations<String, byte[]> kafka, Vault vault, Clock clock) {
        this.people = mongo.getCollection("people");
        this.kafka = kafka;
        this.vault = vault;
        this.clock = clock;
    }

    @PostConstruct
    void createIndexes() {
        people.createIndex(Indexes.ascending("pending"), new IndexOptions().sparse(true));
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
                phone == null ? null : FreeText.head(FreeText.plain(phone), LONGEST_PHONE));
        var person =
                new PersonState(
                        reference,
                        language,
                        vault.seal(json.writeValueAsString(contact), reference));
        var isNew =
                Inserts.isFirst(
                        people,
                        new Document("_id", reference)
                                .append("language", language)
                                .append("sealed", person.sealedContact())
                                .append("pending", Date.from(clock.instant())));
        return isNew ? Optional.of(person) : Optional.empty();
    }

    /** Something refers to this contact now: others may have it. */
    public void makeKnown(PersonState person) {
        if (!brokerAway) { // Else the sweep does it: what waits here would only grow.
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

    /** Publishes what crashes and outages left behind. */
    @Scheduled(fixedDelay = 2000)
    void sweep() {
        publish(
                people.find(Filters.lt("pending", Date.from(clock.instant().minusSeconds(15))))
                        .sort(Sorts.ascending("pending"))
                        .limit(AT_ONCE)
                        .map(person ->
                                new PersonState(
                                        person.getString("_id"),
                                        person.getString("language"),
                                        person.getString("sealed")))
                        .into(new ArrayList<>()));
    }

    private void publish(List<PersonState> persons) {
        if (persons.isEmpty()) {
            return;
        }
        try {
            var sent =
                    persons.stream()
                            .map(person ->
                                    kafka.send(Topics.PEOPLE, person.personRef(), event(person)))
                            .toArray(CompletableFuture[]::new);
            CompletableFuture.allOf(sent).join();
            brokerAway = false;
        } catch (KafkaException | CompletionException e) {
            brokerAway = true;
            log.warn("The broker is away; contacts wait: {}", e.getMessage());
            return;
        }
        people.updateMany(
                Filters.in("_id", persons.stream().map(PersonState::personRef).toList()),
                Updates.unset("pending"));
    }

    private byte[] event(PersonState person) {
        return codec.cloudEvent(
                "/case-service", person.personRef(), 1, person, "system", clock.instant());
    }
}
