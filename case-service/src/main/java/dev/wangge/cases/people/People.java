package dev.wangge.cases.people;

import com.mongodb.ErrorCategory;
import com.mongodb.MongoWriteException;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.Sorts;
import com.mongodb.client.model.Updates;
import dev.wangge.contracts.Topics;
import dev.wangge.contracts.people.v1.PersonState;
import dev.wangge.platform.event.EventCodec;
import dev.wangge.platform.seal.Vault;
import jakarta.annotation.PostConstruct;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.bson.Document;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
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
public class People {
    private static final Logger log = LoggerFactory.getLogger(People.class);
    private static final int NOTED = 1_000;
    private final MongoCollection<Document> people;
    private final KafkaOperations<String, byte[]> kafka;
    private final EventCodec codec = new EventCodec(PersonState.class);
    private final Vault vault;
    private final Clock clock;
    private final JsonMapper json = JsonMapper.builder().build();
    private final ExecutorService workers = Executors.newVirtualThreadPerTaskExecutor();
    private final Queue<String> sent = new ConcurrentLinkedQueue<>();
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

    /** Keeps a contact under this reference; keeping it twice is keeping it once. */
    public void keep(
            String reference, @Nullable String name, @Nullable String phone, String language) {
        var contact = new LinkedHashMap<String, @Nullable String>();
        contact.put("name", name);
        contact.put("phone", phone);
        var person =
                new PersonState(
                        reference,
                        language,
                        vault.seal(json.writeValueAsString(contact), reference));
        try {
            people.insertOne(
                    new Document("_id", reference)
                            .append("language", language)
                            .append("sealed", person.sealedContact())
                            .append("pending", Date.from(clock.instant())));
        } catch (MongoWriteException e) {
            if (e.getError().getCategory() != ErrorCategory.DUPLICATE_KEY) {
                throw e;
            }
            return;
        }
        if (!brokerAway) {
            var _ = publish(person);
        }
    }

    @Scheduled(fixedDelay = 2000)
    void sweep() {
        var waiting =
                people.find(Filters.lt("pending", Date.from(clock.instant().minusSeconds(15))))
                        .sort(Sorts.ascending("pending"))
                        .limit(500)
                        .into(new ArrayList<>());
        for (var person : waiting) {
            var sent =
                    publish(
                            new PersonState(
                                    person.getString("_id"),
                                    person.getString("language"),
                                    person.getString("sealed")));
            try {
                sent.get(10, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            } catch (ExecutionException | TimeoutException e) {
                log.warn("The broker is away; contacts wait: {}", e.getMessage());
                return;
            }
        }
    }

    private CompletableFuture<Void> publish(PersonState person) {
        var event =
                codec.cloudEvent(
                        "/case-service", person.personRef(), 1, person, "system", clock.instant());
        // Without a broker even asking for its metadata waits: never on a reporter's time.
        return CompletableFuture.runAsync(() -> send(person.personRef(), event), workers)
                .whenComplete((done, failure) -> brokerAway = failure != null);
    }

    private void send(String reference, byte[] event) {
        kafka.send(Topics.PEOPLE, reference, event).join();
        sent.add(reference);
    }

    /** Notes what the broker has, many at once: what a crash leaves unnoted is sent once more. */
    @Scheduled(fixedDelay = 200)
    void note() {
        while (!sent.isEmpty()) {
            var some = new ArrayList<String>();
            for (String one; some.size() < NOTED && (one = sent.poll()) != null; ) {
                some.add(one);
            }
            people.updateMany(Filters.in("_id", some), Updates.unset("pending"));
        }
    }
}
