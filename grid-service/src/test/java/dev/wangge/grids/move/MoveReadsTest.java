package dev.wangge.grids.move;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.model.Filters;
import dev.wangge.testing.DatabaseReads;
import dev.wangge.testing.DatabaseReads.Read;
import dev.wangge.testing.OnBestEngine;
import dev.wangge.testing.ServiceClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Date;
import java.util.Objects;
import java.util.UUID;
import org.bson.Document;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.test.context.TestPropertySource;

/** Moves are read about as much as they are shown, whichever are asked for. */
@OnBestEngine
@TestPropertySource(properties = "stories.of-their-own=what-moves-read")
class MoveReadsTest extends RunningMoves {
    /** Nobody else asks for so many. */
    private static final int LIMIT = 37;

    @Autowired private MongoOperations mongo;

    /** A hundred that nobody has heard of for long, and three hundred younger ones on the road. */
    @BeforeAll
    void manyMoves() {
        var id = planned(plan(WINTER, SUMMER, "13,\"people\":95")).path("id").asString();
        act(id, "depart", "{}");
        var moves = mongo.getCollection("moves");
        var one = Objects.requireNonNull(moves.find(Filters.eq("_id", id)).first());
        var now = clock.instant();
        var many = new ArrayList<Document>();
        for (int i = 0; i < 400; i++) {
            var seen = i < 100 ? now.minus(Duration.ofDays(3)) : now.plus(Duration.ofDays(1));
            var copy = new Document(one);
            copy.append("_id", UUID.randomUUID().toString())
                    .append("createdAt", Date.from(now.minus(Duration.ofMinutes(500 - i))))
                    .append("lastSeenAt", Date.from(seen))
                    .append("relay", new Document("publishedUpTo", one.get("seq")));
            copy.remove("unapplied");
            copy.remove("phones");
            many.add(copy);
        }
        moves.insertMany(many);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "sort=createdAt&",
                "within=540328101&",
                "status=UNDER_WAY&",
                "status=PLANNED&",
                "overdue=true&",
                "overdue=false&",
                "overdue=true&sort=createdAt&",
                "overdue=true&status=UNDER_WAY&",
                "overdue=true&status=PLANNED&",
                "overdue=false&status=UNDER_WAY&sort=createdAt&",
                "overdue=true&within=540328205&",
            })
    void aListReadsAboutAsMuchAsItShows(String filters) {
        var reads =
                DatabaseReads.during(
                        mongo,
                        "moves",
                        LIMIT + 1,
                        () -> {
                            var path = "?" + filters + "limit=" + LIMIT;
                            var page = ServiceClient.read(send(desk, "GET", path, ""), 200);
                            if (!page.path("next").isNull()) {
                                var next = path + "&cursor=" + page.path("next").asString();
                                ServiceClient.read(send(desk, "GET", next, ""), 200);
                            }
                        });
        assertThat(reads).as(filters).isNotEmpty();
        reads.forEach(Read::assertFrugal);
    }
}
