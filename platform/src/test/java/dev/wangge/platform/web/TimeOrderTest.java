package dev.wangge.platform.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import dev.wangge.platform.problem.Problem;
import dev.wangge.testing.Engine;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.Date;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A list by a time is read page by page: each item once, whatever comes in meanwhile. */
class TimeOrderTest {
    private static final Instant AT = Instant.parse("2026-11-24T02:00:00Z");
    private final MongoClient mongo = MongoClients.create(Engine.EMBEDDED.uri());
    private final MongoCollection<Document> items =
            mongo.getDatabase("order").getCollection("items-" + UUID.randomUUID());

    @AfterEach
    void close() {
        items.drop();
        mongo.close();
    }

    private void store(String id, Instant at) {
        items.insertOne(new Document("_id", id).append("at", Date.from(at)));
    }

    /** All there is after a cursor, as its ids. */
    private List<String> page(TimeOrder order, Bson after, int limit, List<String> cursor) {
        var found = items.find(after).sort(order.sort("at")).limit(limit).into(new ArrayList<>());
        cursor.clear();
        if (found.size() == limit) {
            var last = found.getLast();
            cursor.add(TimeOrder.cursor(last.getDate("at").toInstant(), last.getString("_id")));
        }
        return found.stream().map(one -> one.getString("_id")).toList();
    }

    private List<String> pageByPage(TimeOrder order, int limit, Runnable betweenPages) {
        var all = new ArrayList<String>();
        var cursor = new ArrayList<String>();
        all.addAll(page(order, Filters.empty(), limit, cursor));
        while (!cursor.isEmpty()) {
            betweenPages.run();
            all.addAll(page(order, order.after("at", cursor.getFirst()), limit, cursor));
        }
        return all;
    }

    @ParameterizedTest
    @EnumSource
    void eachItemIsOnOnePageAlsoWhereManyHaveTheSameTime(TimeOrder order) {
        long seed = new Random().nextLong();
        var random = new Random(seed);
        record Item(String id, Instant at) {}
        var stored = new ArrayList<Item>();
        for (int i = 0; i < 60; i++) {
            var item =
                    new Item(
                            "id-" + random.nextInt(1_000_000) + "-" + i,
                            AT.plusMillis(random.nextInt(8)));
            store(item.id(), item.at());
            stored.add(item);
        }
        var expected = Comparator.comparing(Item::at).thenComparing(Item::id);
        stored.sort(order == TimeOrder.OLDEST_FIRST ? expected : expected.reversed());

        for (int limit : List.of(1, 7, 60, 61)) {
            assertThat(pageByPage(order, limit, () -> {}))
                    .as("%d a page, seed %d", limit, seed)
                    .isEqualTo(stored.stream().map(Item::id).toList());
        }
    }

    @Test
    void whatComesInMeanwhileMovesNothing() {
        for (int i = 0; i < 9; i++) {
            store("id-" + i, AT.plusSeconds(i));
        }
        var come = new int[1];
        var read =
                pageByPage(
                        TimeOrder.NEWEST_FIRST,
                        2,
                        () -> store("new-" + come[0]++, AT.plusSeconds(100)));

        assertThat(read)
                .containsExactly(
                        "id-8", "id-7", "id-6", "id-5", "id-4", "id-3", "id-2", "id-1", "id-0");
    }

    @Test
    void anOrderIsNamedByItsFieldWithAMinusForTheNewestFirst() {
        assertThat(TimeOrder.of("-reportedAt", "reportedAt")).isEqualTo(TimeOrder.NEWEST_FIRST);
        assertThat(TimeOrder.of("reportedAt", "reportedAt")).isEqualTo(TimeOrder.OLDEST_FIRST);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-", "+reportedAt", "--reportedAt", "reportedat", "_id", "-at"})
    void anotherOrderIsRefused(String sort) {
        assertThatThrownBy(() -> TimeOrder.of(sort, "reportedAt"))
                .isInstanceOf(Problem.class)
                .hasMessage("sort is -reportedAt or reportedAt");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "!",
                "NOT OURS",
                "x y",
                "1764468000000",
                "9999999999999999999 id",
                "9223372036854775807x id"
            })
    void whatIsNoCursorIsRefused(String inside) {
        var encoded =
                Base64.getUrlEncoder().encodeToString(inside.getBytes(StandardCharsets.US_ASCII));
        for (var cursor : List.of(inside, encoded)) {
            assertThatThrownBy(() -> TimeOrder.NEWEST_FIRST.after("at", cursor))
                    .isInstanceOf(Problem.class)
                    .hasMessage("Not a cursor of this list");
        }
    }
}
