package dev.wangge.cases.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Updates;
import dev.wangge.cases.access.AccessKeys;
import dev.wangge.cases.life.Case;
import dev.wangge.cases.search.CaseQuery.Order;
import dev.wangge.cases.store.CaseStore;
import dev.wangge.cases.store.Stores;
import dev.wangge.contracts.Actor;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseNoted;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseReported;
import dev.wangge.platform.problem.Problem;
import dev.wangge.testing.Engine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.bson.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.data.mongodb.core.MongoTemplate;

/** The index of an instance, which follows a store that others write to, on both engines. */
class IndexKeeperTest {
    private static final Clock CLOCK = Clock.systemUTC();
    private static final Duration SOON = Duration.ofSeconds(30);
    private static final Actor DESK = Actor.parse("county-demo");

    @TempDir Path directory;
    private final List<MongoClient> clients = new ArrayList<>();
    private final List<IndexKeeper> keepers = new ArrayList<>();

    /** An instance, of the service or of its index alone. */
    private final class Instance {
        private final MongoTemplate mongo;
        private final CaseStore store;
        private final IndexKeeper keeper;
        private final CaseSearch search;

        Instance(Engine engine, String database, Path kept) {
            var client = MongoClients.create(engine.uri());
            clients.add(client);
            mongo = new MongoTemplate(client, database);
            store = Stores.of(mongo, CLOCK);
            var changes = new SearchChanges(mongo, store);
            changes.createIndex();
            keeper =
                    new IndexKeeper(
                            changes,
                            new SearchSettings(kept, Duration.ofMillis(50), Duration.ofMillis(200)),
                            CLOCK);
            keepers.add(keeper);
            search = new CaseSearch(keeper, changes, text -> List.of(), CLOCK);
        }

        String reported(String title) {
            var it = Case.fresh(UUID.randomUUID().toString());
            it.record(
                    new CaseReported(
                            "WG2026-" + it.id(),
                            "REQUEST",
                            "API",
                            null,
                            null,
                            List.of("54", "5403", "540328"),
                            it.texts().keep(title),
                            null,
                            null,
                            null,
                            null,
                            null,
                            null,
                            null,
                            null),
                    DESK,
                    Instant.now());
            assertThat(store.create(it, null, null)).isTrue();
            return it.id();
        }

        void noted(String id, String text) {
            var it = store.find(id).orElseThrow().now();
            it.record(new CaseNoted(it.texts().keep(text)), DESK, Instant.now());
            assertThat(store.append(it, null)).isTrue();
        }

        List<String> found(String words) {
            var any = store.find(ids()).getFirst().now();
            return search
                    .find(words, among(AccessKeys.of(any)), Optional.empty(), 10)
                    .hits()
                    .stream()
                    .map(hit -> hit.it().id())
                    .toList();
        }

        private List<String> ids() {
            return mongo.getCollection("cases")
                    .distinct("_id", String.class)
                    .into(new ArrayList<>());
        }

        void awaitFound(String words, String... ids) {
            await().atMost(SOON)
                    .ignoreExceptionsInstanceOf(Problem.class)
                    .untilAsserted(() -> assertThat(found(words)).containsExactlyInAnyOrder(ids));
        }

        void stop() throws Exception {
            keeper.end();
            keepers.remove(keeper);
        }
    }

    @AfterEach
    void close() throws Exception {
        for (var keeper : keepers) {
            keeper.end();
        }
        clients.forEach(MongoClient::close);
    }

    private static CaseQuery among(List<String> keys) {
        return new CaseQuery(
                keys,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Order.NEWEST);
    }

    private static String fresh() {
        return "search-" + UUID.randomUUID();
    }

    @ParameterizedTest
    @EnumSource
    void allThatWasThereIsReadAndThenWhatOthersWrite(Engine engine) {
        var database = fresh();
        var here = new Instance(engine, database, directory);
        var before = here.reported("水管漏水");
        assertThatThrownBy(() -> here.found("漏水"))
                .isInstanceOfSatisfying(
                        Problem.class, it -> assertThat(it.slug()).isEqualTo("search-not-ready"));

        here.keeper.begin();
        here.awaitFound("漏水", before);

        var other = new Instance(engine, database, directory);
        var later = other.reported("屋顶漏水");
        here.awaitFound("漏水", before, later);
        other.noted(later, "瓦片已经备好");
        here.awaitFound("瓦片", later);
        other.keeper.begin();
        other.awaitFound("漏水", before, later);
        assertThat(here.search.find("漏水", among(List.of("540302")), Optional.empty(), 10).hits())
                .isEmpty();
    }

    /** Half a minute before the commit or a year: what was written meanwhile is read again. */
    @ParameterizedTest
    @EnumSource
    void afterARestartItGoesOnWhereItWas(Engine engine) throws Exception {
        var database = fresh();
        var first = new Instance(engine, database, directory);
        var before = first.reported("水管漏水");
        first.keeper.begin();
        first.awaitFound("漏水", before);
        first.stop();
        first.noted(before, "挖掘机碰断了主管");
        var meanwhile = first.reported("路面塌方");

        var second = new Instance(engine, database, directory);
        second.keeper.begin();

        second.awaitFound("漏水", before);
        second.awaitFound("挖掘机", before);
        second.awaitFound("塌方", meanwhile);
    }

    @ParameterizedTest
    @EnumSource
    void oneThatIsNotWholeIsMadeAnew(Engine engine) throws Exception {
        var database = fresh();
        var first = new Instance(engine, database, directory);
        var before = first.reported("水管漏水");
        first.keeper.begin();
        first.awaitFound("漏水", before);
        first.stop();
        damage(directory.resolve("cases-0"));

        var second = new Instance(engine, database, directory);
        second.keeper.begin();

        second.awaitFound("漏水", before);
        assertThat(second.keeper.size().cases()).isEqualTo(1);
        assertThat(second.keeper.size().bytes()).isPositive();
    }

    private static void damage(Path index) throws IOException {
        try (var files = Files.list(index)) {
            for (var file : files.filter(it -> !it.endsWith("write.lock")).toList()) {
                Files.write(file, new byte[] {4, 7, 1, 1});
            }
        }
    }

    /** Whoever forgets a text takes it away and says that the case was written. */
    @ParameterizedTest
    @EnumSource
    void whatIsForgottenIsNotFoundAnyMore(Engine engine) {
        var here = new Instance(engine, fresh(), directory);
        var id = here.reported("水管漏水");
        here.noted(id, "住户说了一件隐私");
        here.keeper.begin();
        here.awaitFound("隐私", id);

        var cases = here.mongo.getCollection("cases");
        var stored = Objects.requireNonNull(cases.find(Filters.eq("_id", id)).first());
        var kept = stored.getList("texts", Document.class).subList(0, 1);
        cases.updateOne(
                Filters.eq("_id", id),
                Updates.combine(
                        Updates.set("texts", kept),
                        Updates.set(CaseStore.WRITTEN_AT, Date.from(Instant.now()))));

        here.awaitFound("隐私");
        here.awaitFound("漏水", id);
    }
}
