package dev.wangge.notify.reach;

import com.mongodb.client.model.Filters;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import dev.wangge.contracts.Topics;
import dev.wangge.contracts.grids.v1.DirectoryEntry;
import dev.wangge.contracts.grids.v1.DirectoryEntry.DivisionState;
import dev.wangge.contracts.grids.v1.DirectoryEntry.GridState;
import dev.wangge.contracts.grids.v1.DirectoryEntry.MemberState;
import dev.wangge.contracts.grids.v1.DirectoryEntry.UnitState;
import dev.wangge.contracts.people.v1.PersonState;
import dev.wangge.platform.event.EventCodec;
import dev.wangge.platform.intake.StateCopy;
import dev.wangge.platform.place.Codes;
import dev.wangge.platform.seal.Vault;
import jakarta.annotation.PostConstruct;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.kafka.annotation.KafkaListener;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Who is reachable where, as far as this service has been told. */
@Component
public class Reach {
    private static final Logger log = LoggerFactory.getLogger(Reach.class);
    private static final String UNIT = "unit:";
    private static final String DISPATCHER = "dispatcher:";
    private final MongoOperations mongo;
    private final StateCopy directory;
    private final StateCopy people;
    private final Vault vault;
    private final JsonMapper json = JsonMapper.builder().build();

    Reach(MongoOperations mongo, Vault vault) {
        this.mongo = mongo;
        this.directory =
                new StateCopy(
                        mongo.getCollection("directory"), new EventCodec(DirectoryEntry.class));
        this.people =
                new StateCopy(mongo.getCollection("people"), new EventCodec(PersonState.class));
        this.vault = vault;
    }

    @PostConstruct
    void createIndexes() {
        mongo.getCollection("directory")
                .createIndex(
                        Indexes.ascending("state.kind", "state.divisionCode"),
                        new IndexOptions().sparse(true));
    }

    @KafkaListener(topics = Topics.GRIDS, groupId = "notify-service")
    void takeDirectory(List<ConsumerRecord<String, byte @Nullable []>> records) {
        directory.take(records);
    }

    @KafkaListener(topics = Topics.PEOPLE, groupId = "notify-service")
    void takePeople(List<ConsumerRecord<String, byte @Nullable []>> records) {
        people.take(records);
    }

    /**
     * How a recipient is reached; empty when nothing is known of them, yet or any more.
     *
     * @param recipient a member code, {@code unit:} and a unit's code, {@code dispatcher:} and a
     *     division, or a person reference
     */
    public Optional<Contact> contact(String recipient) {
        if (recipient.startsWith(DISPATCHER)) {
            var division = recipient.substring(DISPATCHER.length());
            return centres(division).stream().findFirst().flatMap(this::open);
        }
        if (recipient.startsWith(UNIT)) {
            return directory.find(recipient, UnitState.class).flatMap(this::open);
        }
        var member = directory.find("member:" + recipient, MemberState.class);
        if (member.isPresent()) {
            return open(member.get().sealedContact(), recipient, member.get().language());
        }
        return people.find(recipient, PersonState.class)
                .flatMap(person -> open(person.sealedContact(), recipient, person.language()));
    }

    /**
     * The dispatch centres that answer for a division, the nearest first, as recipients. While none
     * is known it is whoever will be the dispatcher there.
     */
    public List<String> dispatchers(String division) {
        var known = centres(division).stream().map(unit -> UNIT + unit.code()).toList();
        return known.isEmpty() ? List.of(DISPATCHER + Codes.prefix(division)) : known;
    }

    /** A grid's or a division's name; its code while the name is not known. */
    public String placeName(@Nullable String grid, @Nullable String division) {
        var named =
                grid == null
                        ? Optional.<String>empty()
                        : directory.find("grid:" + grid, GridState.class).map(GridState::name);
        return named.or(() ->
                        Optional.ofNullable(division)
                                .flatMap(code ->
                                        directory.find(
                                                "division:" + padded(code), DivisionState.class))
                                .map(DivisionState::name))
                .orElse(grid != null ? grid : division == null ? "" : division);
    }

    private List<UnitState> centres(String division) {
        var above = Codes.path(division).stream().map(Reach::padded).toList();
        return directory
                .find(
                        Filters.and(
                                Filters.eq("state.kind", "DISPATCH_CENTRE"),
                                Filters.in("state.divisionCode", above)),
                        UnitState.class)
                .stream()
                .sorted(
                        Comparator.comparingInt((UnitState unit) ->
                                        Codes.prefix(unit.divisionCode()).length())
                                .reversed()
                                .thenComparing(UnitState::code))
                .toList();
    }

    private Optional<Contact> open(UnitState unit) {
        return open(unit.sealedContact(), unit.code(), unit.language());
    }

    private Optional<Contact> open(String sealed, String owner, String language) {
        try {
            var contact = json.readTree(vault.open(sealed, owner));
            return Optional.of(
                    new Contact(
                            language,
                            contact.path("phone").asString(null),
                            contact.path("wecomId").asString(null)));
        } catch (Vault.BrokenSeal e) {
            log.warn("The contact of {} cannot be opened: {}", owner, e.getMessage());
            return Optional.empty();
        }
    }

    private static String padded(String code) {
        return code.length() >= 12 ? code.substring(0, 12) : code + "0".repeat(12 - code.length());
    }
}
