package dev.wangge.grids.locate;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.wangge.grids.locate.ManyQuestions.Asked;
import dev.wangge.platform.problem.Problem;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ManyQuestionsTest {
    private static Asked read(String body) {
        return ManyQuestions.read(new ByteArrayInputStream(body.getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void theSystemOfCoordinatesMayBeToldAfterThePoints() {
        var asked = read("{\"points\":[{\"lng\":98.6,\"lat\":29.7}],\"crs\":\"GCJ02\"}");

        var point = requireNonNull(asked.points().getFirst().question());
        assertThat(requireNonNull(point.lngLat()).lng()).isNotEqualTo(98.6).isBetween(98.59, 98.61);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'lng':29.7,'lat':98.6} | lat | swapped",
                "{'lng':38.5,'lat':77.1} | lng | swapped",
                "{'lng':98.6,'lat':200} | lat | out-of-range",
                "{'lng':1e9,'lat':29} | lng | out-of-range",
                "{'lng':98.6} | lat | required",
                "{} | lng | required",
                "{'lng':'x','lat':1} | lng | wrong-value",
                "{'lng':98.6,'lat':29.7,'who':1} | who | unknown-field",
                "{'reporter':'13700002222'} | reporter | wrong-value",
                "7 | '' | wrong-value"
            })
    void aBadPointIsAnErrorOfItsOwn(String point, String field, String code) {
        var points =
                read("{'points':[{'text':'拉乌村'},%s]}".formatted(point).replace('\'', '"')).points();

        assertThat(points.getFirst().wrong()).isEmpty();
        assertThat(points.get(1).wrong())
                .extracting("field", "code")
                .containsExactly(org.assertj.core.groups.Tuple.tuple(field, code));
    }

    @Test
    void theHintOfSwappedCoordinatesSaysWhichWayRound() {
        var wrong = read("{\"points\":[{\"lng\":29.7,\"lat\":98.6}]}").points().getFirst().wrong();

        assertThat(wrong.getFirst().message()).contains("lng=98.6 and lat=29.7");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'points':[], 'x':1} | invalid-request",
                "{'points':{}} | invalid-request",
                "{'crs':'WGS84'} | invalid-request",
                "{'crs':'X','points':[]} | invalid-request",
                "{'at':'2026-07-01','points':[]} | invalid-request",
                "[] | invalid-request",
                "{'points':[{'lng':1 | malformed-json",
                "{'points':[]} {} | invalid-request"
            })
    void whatConcernsAllPointsFailsTheCall(String body, String problem) {
        assertThatExceptionOfType(Problem.class)
                .isThrownBy(() -> read(body.replace('\'', '"')))
                .extracting(Problem::slug)
                .isEqualTo(problem);
    }

    @Test
    void tenThousandPointsAreTakenAndOneMoreIsNot() {
        var most = "{\"text\":\"拉乌村\"},".repeat(9_999) + "{\"text\":\"拉乌村\"}";

        assertThat(read("{\"points\":[" + most + "]}").points()).hasSize(10_000);
        assertThatExceptionOfType(Problem.class)
                .isThrownBy(() -> read("{\"points\":[" + most + ",{}]}"))
                .extracting(Problem::slug)
                .isEqualTo("batch-too-large");
    }
}
