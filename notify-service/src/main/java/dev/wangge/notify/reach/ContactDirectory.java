package dev.wangge.notify.reach;

import com.mongodb.client.model.Filters;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import dev.wangge.contracts.Recipient;
import dev.wangge.contracts.Topics;
import dev.wangge.contracts.grids.v1.DirectoryEntry;
import dev.wangge.contracts.grids.v1.DirectoryEntry.DivisionState;
import dev.wangge.contracts.grids.v1.DirectoryEntry.DutyState;
import dev.wangge.contracts.grids.v1.DirectoryEntry.DutyState.OnDuty;
import dev.wangge.contracts.grids.v1.DirectoryEntry.GridState;
import dev.wangge.contracts.grids.v1.DirectoryEntry.MemberState;
import dev.wangge.contracts.grids.v1.DirectoryEntry.UnitState;
import dev.wangge.contracts.grids.v1.DirectoryKey;
import dev.wangge.contracts.people.v1.PersonState;
import dev.wangge.platform.consumer.FormerDivisions;
import dev.wangge.platform.consumer.TopicReplica;
import dev.wangge.platform.deadletter.DeadLetters;
import dev.wangge.platform.event.EventCodec;
import dev.wangge.platform.place.Codes;
import dev.wangge.platform.seal.Vault;
import jakarta.annotation.PostConstruct;
import java.time.Clock;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
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
public class ContactDirectory implements Contacts {
    private static final Logger log = LoggerFactory.getLogger(ContactDirectory.class);
    private static final int COUNTY = 6;
    private final MongoOperations mongo;
    private final TopicReplica directory;
    private final TopicReplica people;
    private final FormerDivisions former;
    private final Vault vault;
    private final JsonMapper json = JsonMapper.builder().build();

    ContactDirectory(MongoOperations mongo, DeadLetters letters, Vault vault, Clock clock) {
        this.mongo = mongo;
        this.directory =
                new TopicReplica(
                        mongo.getCollection("directory"),
                        new EventCodec(DirectoryEntry.class),
                        letters);
        this.people =
                new TopicReplica(
                        mongo.getCollection("people"), new EventCodec(PersonState.class), letters);
        this.former = new FormerDivisions(directory, clock);
        this.vault = vault;
    }

    @PostConstruct
    void createIndexes() {
        mongo.getCollection("directory")
                .createIndex(
                        Indexes.ascending("state.kind", "state.divisionCode"),
                        new IndexOptions().sparse(true));
        mongo.getCollection("directory")
                .createIndex(
                        Indexes.ascending("state.supersededBy"), new IndexOptions().sparse(true));
        mongo.getCollection("directory")
                .createIndex(
                        Indexes.ascending("state.onDuty.code"), new IndexOptions().sparse(true));
    }

    @KafkaListener(topics = Topics.GRIDS, groupId = "notify-service")
    void takeDirectory(List<ConsumerRecord<String, byte @Nullable []>> records) {
        directory.take(records);
    }

    // Nobody is told of a case that was only just reported: many contacts are taken at once.
    @KafkaListener(
            topics = Topics.PEOPLE,
            groupId = "notify-service",
            properties = {"fetch.min.bytes=65536", "fetch.max.wait.ms=1000"})
    void takePeople(List<ConsumerRecord<String, byte @Nullable []>> records) {
        people.take(records);
    }

    /** These prefixes, and those of the divisions that they came after. */
    public List<String> withFormer(List<String> prefixes) {
        return former.and(prefixes);
    }

    @Override
    public Optional<Contact> contact(String recipient) {
        return contact(recipient, directory.find(List.of(key(recipient))));
    }

    private Optional<Contact> contact(String recipient, Map<String, Object> known) {
        var told = Recipient.parse(recipient);
        return switch (told.type()) {
            case DISPATCHER -> centres(told.code()).stream().findFirst().flatMap(this::open);
            case PERSON -> onDuty(recipient);
            case UNIT, MEMBER_OR_RESIDENT ->
                    switch (known.get(key(recipient))) {
                        case UnitState unit -> open(unit);
                        case MemberState member ->
                                open(member.sealedContact(), recipient, member.language());
                        case null, default -> resident(recipient);
                    };
        };
    }

    private Optional<Contact> resident(String reference) {
        return people.find(reference, PersonState.class)
                .flatMap(person -> open(person.sealedContact(), reference, person.language()));
    }

    /** Known while they are on duty: no longer than there is a reason to tell them. */
    private Optional<Contact> onDuty(String person) {
        return directory.find(Filters.eq("state.onDuty.code", person), DutyState.class).stream()
                .flatMap(duty -> duty.onDuty().stream())
                .filter(one -> one.code().equals(person))
                .findFirst()
                .flatMap(one ->
                        open(
                                Objects.requireNonNullElse(one.sealedContact(), ""),
                                person,
                                one.language()));
    }

    /**
     * Who is on duty by a roster or in a cadre team for the divisions a place lies in, from its
     * village up to its county, as recipients; in a division the one to tell first in front.
     */
    public List<String> onDutyAbove(String place) {
        var above =
                Codes.path(place).reversed().stream()
                        .filter(prefix -> prefix.length() >= COUNTY && prefix.length() <= 12)
                        .map(prefix -> DirectoryKey.duty(Codes.padded(prefix)))
                        .toList();
        var known = directory.find(above);
        return above.stream()
                .map(known::get)
                .filter(DutyState.class::isInstance)
                .flatMap(duty -> ((DutyState) duty).onDuty().stream())
                .filter(one -> !one.role().equals("UNIT")) // They are there, on no one's roster.
                .map(OnDuty::code)
                .distinct()
                .toList();
    }

    private static String key(String recipient) {
        var told = Recipient.parse(recipient);
        return told.isUnit() ? DirectoryKey.unit(told.code()) : DirectoryKey.member(recipient);
    }

    @Override
    public Target target(String recipient, @Nullable String grid, @Nullable String division) {
        var places =
                Stream.of(
                                grid == null ? null : DirectoryKey.grid(grid),
                                division == null
                                        ? null
                                        : DirectoryKey.division(Codes.division(division)))
                        .filter(Objects::nonNull)
                        .toList();
        var known =
                directory.find(Stream.concat(Stream.of(key(recipient)), places.stream()).toList());
        var name =
                places.stream()
                        .map(known::get)
                        .flatMap(state -> name(state).stream())
                        .findFirst()
                        .orElse(grid != null ? grid : Objects.requireNonNullElse(division, ""));
        return new Target(contact(recipient, known), name);
    }

    private static Optional<String> name(@Nullable Object state) {
        return switch (state) {
            case GridState grid -> Optional.of(grid.name());
            case DivisionState division -> Optional.of(division.name());
            case null, default -> Optional.empty();
        };
    }

    /**
     * The dispatch centres that answer for a division, the nearest first, as recipients. While none
     * is known it is whoever will be the dispatcher there.
     */
    public List<String> dispatchers(String division) {
        var known =
                centres(division).stream()
                        .map(unit -> Recipient.unit(unit.code()).toString())
                        .toList();
        return known.isEmpty()
                ? List.of(Recipient.dispatcher(Codes.prefix(division)).toString())
                : known;
    }

    /**
     * Who answers for a division itself, as a recipient: its own dispatch centre, or whoever is to
     * be told first of those on duty there; where it has neither the nearest centre above.
     */
    public String answering(String division) {
        var itself = Codes.division(division);
        return centres(division).stream()
                .filter(unit -> unit.divisionCode().equals(itself))
                .findFirst()
                .map(unit -> Recipient.unit(unit.code()).toString())
                .or(() -> firstOnDuty(itself))
                .orElseGet(() -> dispatchers(division).getFirst());
    }

    private Optional<String> firstOnDuty(String division) {
        return directory.find(List.of(DirectoryKey.duty(division))).values().stream()
                .filter(DutyState.class::isInstance)
                .flatMap(duty -> ((DutyState) duty).onDuty().stream())
                .map(OnDuty::code)
                .findFirst();
    }

    private List<UnitState> centres(String division) {
        var above = Codes.path(division).stream().map(Codes::division).toList();
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
            return Optional.of(Contact.of(language, json.readTree(vault.open(sealed, owner))));
        } catch (Vault.BrokenSeal e) {
            log.warn("The contact of {} cannot be opened: {}", owner, e.getMessage());
            return Optional.empty();
        }
    }
}
