package dev.wangge.grids.move;

import static dev.wangge.testing.ServiceClient.read;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What cannot be is refused by name, or warned of. */
abstract class MoveRefusalStories extends RunningMoves {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"toGrid\":\"540328205201001\"|\"toGrid\":\"540302100001001\"|403|outside-scope",
                "\"toGrid\":\"540328205201001\"|\"toGrid\":\"540328209201001\"|400|#/toGrid",
                "\"toGrid\":\"540328205201001\"|\"toGrid\":\"540328207201001\"|400|#/toGrid",
                "\"toGrid\":\"540328205201001\"|\"toGrid\":\"540328101201001\"|400|#/toGrid",
                "\"toGrid\":\"540328205201001\"|\"toGrid\":\"5403\"|400|#/toGrid",
                "\"fromGrid\"|\"fromGird\"|400|unknown-field",
                "\"plannedFor\":\"20|\"plannedFor\":\"19|400|#/plannedFor",
                "[\"M-2\"]|[\"M-0\"]|400|#/escort/0",
                "[\"M-2\"]|[\"M-540302\"]|403|outside-scope",
                "[\"M-2\"]|[null]|400|#/escort/0",
                "1400余头|近1400头|400|#/livestock",
                "\"1400余头\"|{\"count\":-1}|400|#/livestock",
                "\"1400余头\"|{\"count\":1,\"colour\":2}|400|#/livestock",
                "\"1400余头\"|null|400|#/livestock",
                "\"people\":95|\"people\":12|400|#/people",
                "\"people\":95|\"people\":\"95\"|400|#/people",
                "13,\"people\":95|[{\"name\":\"多吉\",\"people\":0}]|400|#/households/0/people",
                "13,\"people\":95|[{\"people\":1}]|400|#/households/0/name",
                "13,\"people\":95|[{\"name\":\"多吉\",\"people\":3}],\"people\":4|400|#/people",
                "13,\"people\":95|[{\"name\":\"多吉\",\"people\":3,\"idNumber\":\"1\"}]|400|unknown-field",
                "13,\"people\":95|[]|400|#/households",
                "13,\"people\":95|\"13\"|400|#/households"
            })
    void aPlanThatCannotBeIsRefused(String what, String by, int status, String told) {
        var good = plan(WINTER, SUMMER, "13,\"people\":95");
        assertThat(good).contains(what);
        var refused = send(desk, "POST", "", good.replace(what, by));
        assertThat(refused.statusCode()).as(refused.body()).isEqualTo(status);
        assertThat(refused.body()).contains(told);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "depart|{\"at\":\"yesterday\"}|#/at",
                "depart|{\"at\":\"2999-01-01T00:00:00Z\"}|#/at",
                "depart|{\"at\":\"1949-10-01T00:00:00Z\"}|#/at",
                "check-in|{}|#/lng",
                "check-in|{\"lng\":98.6}|#/lat",
                "check-in|{\"lng\":98.6,\"lat\":29.7,\"crs\":\"BD09\"}|#/crs",
                "check-in|{\"lng\":198.6,\"lat\":29.7}|#/lng",
                "check-in|{\"lng\":98.6,\"lat\":29.7,\"people\":-1}|#/people",
                "check-in|{\"lng\":98.6,\"lat\":29.7,\"herd\":1}|unknown-field",
                "cancel|{\"reason\":\" \"}|#/reason"
            })
    void anOrderThatCannotBeIsRefused(String action, String body, String told) {
        var id = planned(plan(WINTER, SUMMER, "13,\"people\":95")).path("id").asString();
        var refused = send(desk, "POST", "/" + id + "/actions/" + action, body);
        assertThat(refused.statusCode()).as(refused.body()).isEqualTo(400);
        assertThat(refused.body()).contains(told);
        assertThat(read(send(desk, "GET", "/" + id, ""), 200).path("version").asInt()).isEqualTo(1);
    }

    @Test
    void anArrivalBeforeTheDepartureIsRefusedAndSoIsABatchTooLarge() {
        var id = planned(plan(WINTER, SUMMER, "13,\"people\":95")).path("id").asString();
        assertThat(send(desk, "POST", "/" + id + "/actions/arrive", "{}").body())
                .contains("\"state\":\"PLANNED\"", "\"depart\"");
        act(id, "depart", "{}");
        var early =
                "{\"people\":95,\"livestock\":1400,\"at\":\"%s\"}"
                        .formatted(ago(Duration.ofHours(1)));
        assertThat(send(desk, "POST", "/" + id + "/actions/arrive", early).body()).contains("#/at");
        var many =
                IntStream.range(0, 21)
                        .mapToObj(i -> "{\"id\":\"%d\"}".formatted(i))
                        .collect(Collectors.joining(",", "[", "]"));
        assertThat(send(desk, "POST", "/" + id + "/check-ins:batch", many).statusCode())
                .isEqualTo(413);
        assertThat(send(desk, "POST", "/" + id + "/check-ins:batch", "[null]").statusCode())
                .isEqualTo(400);
    }

    @Test
    void outOfSeasonIsSaid() {
        var body = plan(WINTER, SUMMER, "13,\"people\":95").replace("-07-01", "-12-01");
        var december =
                body.replaceFirst(
                        "\"plannedFor\":\"[^\"]*\"", "\"plannedFor\":\"" + december() + "\"");
        assertThat(planned(december).at("/warnings/0/code").asString()).isEqualTo("out-of-season");
    }

    @ParameterizedTest
    @CsvSource({
        "zh, 没有人护送, 目的地网格在{}不使用",
        "bo, སྐྱེལ་མ་མི་འདུག, {}ཉིན་འགྲོ་ཡུལ་གྱི་དྲ་མིག་བེད་སྤྱོད་མི་བྱེད།",
        "en, Nobody goes with them, Their grid is not active on {}"
    })
    void warningsAreToldInTheCallersLanguage(String language, String alone, String season) {
        var body =
                plan(WINTER, SUMMER, herders(phones()))
                        .replace("[\"M-2\"]", "[]")
                        .replaceFirst(
                                "\"plannedFor\":\"[^\"]*\"",
                                "\"plannedFor\":\"" + december() + "\"");
        read(send(desk, "POST", "", body), 201);
        var again = read(send(desk, "POST", "", body, "Accept-Language", language), 201);
        var overlapping =
                switch (language) {
                    case "zh" -> "这次转场中有一户还在另一次未结束的转场里";
                    case "bo" -> "འདིའི་ཁྱིམ་ཚང་ཞིག་མ་རྫོགས་པའི་ས་གནས་སྤོ་བ་གཞན་ཞིག་ཏུ་འདུག";
                    default -> "A household of this move is in another one that is not over";
                };
        assertThat(again.path("warnings"))
                .extracting(warning -> warning.path("message").asString())
                .containsExactly(alone, season.replace("{}", december().toString()), overlapping);
    }

    private static LocalDate december() {
        return LocalDate.of(LocalDate.now(Clock.systemUTC()).getYear(), 12, 1);
    }
}
