package dev.wangge.gateway.client;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.IndexModel;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.Sorts;
import com.mongodb.client.model.Updates;
import dev.wangge.gateway.audit.AuditedChange;
import dev.wangge.gateway.audit.AuditedChanges;
import dev.wangge.gateway.client.Client.Source;
import dev.wangge.gateway.rights.Rights;
import dev.wangge.platform.audit.CarriedNotes;
import dev.wangge.platform.place.Codes;
import dev.wangge.platform.security.Role;
import dev.wangge.platform.store.Inserts;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Date;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Clients as they are stored: each write is one document's, and says what it takes for granted. */
@Component
class ClientStore {
    private static final String ID = "_id";
    private static final String VERSION = "version";
    private static final String SECRETS = "secrets";
    private static final String TOKENS_FROM = "tokensFrom";

    /** The divisions that it belongs to, widest first: whoever answers for one of them sees it. */
    private static final String PATH = "path";

    private static final String PER_SECOND = "perSecond";
    private static final String EXPIRES_AT = "expiresAt";

    private final MongoCollection<Document> clients;
    private final InstantSource clock;
    private final CarriedNotes carried;

    ClientStore(MongoOperations mongo, AuditedChanges audit, InstantSource clock) {
        this.clients = mongo.getCollection("clients");
        this.clock = clock;
        this.carried = new CarriedNotes(clients, audit::take, clock);
    }

    /** By what they are listed, and by what is looked for each few seconds. */
    @Scheduled(initialDelay = 0, fixedDelay = 1, timeUnit = TimeUnit.HOURS)
    void index() {
        carried.createIndex();
        var _ =
                clients.createIndexes(
                        List.of(
                                new IndexModel(Indexes.ascending(PATH, ID)),
                                new IndexModel(
                                        Indexes.ascending(TOKENS_FROM),
                                        new IndexOptions().sparse(true))));
    }

    /** Has the audit trail know what a crash left untold. */
    @Scheduled(fixedDelay = 5_000)
    void tellLeftBehind() {
        carried.sweep();
    }

    Optional<Client> find(String id) {
        return Optional.ofNullable(clients.find(Filters.eq(ID, id)).first()).map(ClientStore::read);
    }

    /** Those of some divisions by id, after the cursor, without some. */
    List<Client> list(
            Collection<String> divisions,
            Optional<Role> role,
            Collection<String> without,
            @Nullable String after,
            int most) {
        var filters = new ArrayList<Bson>();
        filters.add(Filters.in(PATH, divisions));
        filters.add(Filters.nin(ID, without));
        role.ifPresent(it -> filters.add(Filters.eq("roles", it.spelled())));
        if (after != null) {
            filters.add(Filters.gt(ID, after));
        }
        return clients.find(Filters.and(filters))
                .sort(Sorts.ascending(ID))
                .limit(most)
                .map(ClientStore::read)
                .into(new ArrayList<>());
    }

    /** Those whose tokens from before ended since then. */
    List<Client> endedSince(Instant then) {
        return clients.find(Filters.gt(TOKENS_FROM, Date.from(then)))
                .map(ClientStore::read)
                .into(new ArrayList<>());
    }

    /** Adds one, and has it noted; false when its id is taken. */
    boolean add(Client client, AuditedChange noted) {
        var note = noted.carried(clock.instant());
        if (!Inserts.insertIfAbsent(clients, CarriedNotes.carry(written(client), note))) {
            return false;
        }
        carried.bring(client.id(), note);
        return true;
    }

    /**
     * Puts another in the place of one that is still as it was, and has it noted; false when it is
     * not. Change and note are one write: whoever is killed after it leaves both.
     */
    boolean replace(Client present, Client by, AuditedChange noted) {
        var fields = written(by);
        var updates = new ArrayList<Bson>();
        fields.forEach((field, value) -> updates.add(Updates.set(field, value)));
        Stream.of(PER_SECOND, EXPIRES_AT, TOKENS_FROM)
                .filter(field -> !fields.containsKey(field))
                .forEach(field -> updates.add(Updates.unset(field)));
        var note = noted.carried(clock.instant());
        updates.add(CarriedNotes.carry(note));
        var asItWas =
                Filters.and(
                        Filters.eq(ID, present.id()),
                        Filters.eq(VERSION, present.version()),
                        // Noting a use does not move the version.
                        Filters.eq(SECRETS, written(present.secrets())));
        if (clients.updateOne(asItWas, Updates.combine(updates)).getMatchedCount() == 0) {
            return false;
        }
        carried.bring(by.id(), note);
        return true;
    }

    /** Notes that a token was given for a secret, unless that was noted since then. */
    void noteUse(String id, String encoded, Instant now, Instant unlessSince) {
        var _ =
                clients.updateOne(
                        Filters.and(
                                Filters.eq(ID, id),
                                Filters.elemMatch(
                                        SECRETS,
                                        Filters.and(
                                                Filters.eq("encoded", encoded),
                                                Filters.not(
                                                        Filters.gte(
                                                                "usedAt",
                                                                Date.from(unlessSince)))))),
                        Updates.set(SECRETS + ".$.usedAt", Date.from(now)));
    }

    private static Document written(Client client) {
        var rights = client.rights();
        var document =
                new Document(ID, client.id())
                        .append(VERSION, client.version())
                        .append("name", client.name())
                        .append("roles", client.roleNames())
                        .append("divisions", rights.divisions())
                        .append(PATH, Codes.path(rights.home()))
                        .append("actsFor", client.actsFor())
                        .append("units", client.units())
                        .append(
                                "addresses",
                                client.addresses().stream().map(AddressRange::value).toList())
                        .append("disabled", client.disabled())
                        .append(SECRETS, written(client.secrets()))
                        .append("changedAt", dateOrNull(client.changedAt()))
                        .append("changedBy", client.changedBy());
        return withoutNulls(
                document.append(PER_SECOND, client.perSecond())
                        .append(EXPIRES_AT, dateOrNull(client.expiresAt()))
                        .append(TOKENS_FROM, dateOrNull(client.tokensFrom())));
    }

    private static List<Document> written(List<ClientSecret> secrets) {
        return secrets.stream().map(ClientStore::written).toList();
    }

    private static Document written(ClientSecret secret) {
        return withoutNulls(
                new Document("encoded", secret.encoded())
                        .append("since", dateOrNull(secret.since()))
                        .append("until", dateOrNull(secret.until()))
                        .append("usedAt", dateOrNull(secret.usedAt())));
    }

    private static Document withoutNulls(Document document) {
        document.values().removeIf(it -> it == null);
        return document;
    }

    private static Client read(Document stored) {
        return new Client(
                stored.getString(ID),
                stored.getLong(VERSION),
                stored.getString("name"),
                Source.STORED,
                new Rights(roles(stored), List.copyOf(stored.getList("divisions", String.class))),
                List.copyOf(stored.getList("actsFor", String.class)),
                List.copyOf(stored.getList("units", String.class, List.of())),
                stored.getList("addresses", String.class).stream().map(AddressRange::new).toList(),
                stored.getInteger(PER_SECOND),
                instant(stored, EXPIRES_AT),
                stored.getBoolean("disabled", false),
                stored.getList(SECRETS, Document.class).stream().map(ClientStore::secret).toList(),
                instant(stored, TOKENS_FROM),
                instant(stored, "changedAt"),
                stored.getString("changedBy"));
    }

    private static ClientSecret secret(Document stored) {
        return new ClientSecret(
                stored.getString("encoded"),
                instant(stored, "since"),
                instant(stored, "until"),
                instant(stored, "usedAt"));
    }

    /** One that only a newer gateway knows gives nothing. */
    private static Set<Role> roles(Document stored) {
        var roles = EnumSet.noneOf(Role.class);
        stored.getList("roles", String.class)
                .forEach(spelled -> Role.of(spelled).ifPresent(roles::add));
        return roles;
    }

    private static @Nullable Date dateOrNull(@Nullable Instant instant) {
        return instant == null ? null : Date.from(instant);
    }

    private static @Nullable Instant instant(Document stored, String field) {
        var date = stored.getDate(field);
        return date == null ? null : date.toInstant();
    }
}
