package dev.wangge.grids.locate;

import static io.swagger.v3.oas.annotations.media.Schema.RequiredMode.REQUIRED;

import dev.wangge.grids.locate.Atlas.Clues;
import dev.wangge.grids.locate.Atlas.Located;
import dev.wangge.grids.locate.Question.Wrong;
import dev.wangge.platform.openapi.Answers;
import dev.wangge.platform.openapi.Takes;
import dev.wangge.platform.policy.AllowedToCountyStaff;
import dev.wangge.platform.problem.Problem;
import dev.wangge.platform.problem.Problem.Pointed;
import dev.wangge.platform.problem.Wording;
import dev.wangge.platform.security.Caller;
import dev.wangge.platform.web.Times;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Where does this lie, and who is on duty there? */
@RestController
@Tag(name = "grids")
class LocateController {
    private static final ZoneId COUNTY = ZoneId.of("Asia/Shanghai");
    private final AtlasKeeper keeper;
    private final Clock clock;

    LocateController(AtlasKeeper keeper, Clock clock) {
        this.keeper = keeper;
        this.clock = clock;
    }

    /**
     * Answers to many questions.
     *
     * @param items in the order of the questions: a {@link Located}, or what is wrong with it
     */
    record Many(List<Object> items, String asOf) {}

    /** The questions, as they are described. */
    record QuestionsBody(
            @Schema(allowableValues = {"WGS84", "GCJ02", "CGCS2000"}) @Nullable String crs,
            @Schema(format = "date-time") @Nullable String at,
            @Schema(requiredMode = REQUIRED) List<PointBody> points) {}

    /** One of them. */
    record PointBody(
            @Schema(minimum = "-180", maximum = "180", example = "98.6") @Nullable Double lng,
            @Schema(minimum = "-90", maximum = "90", example = "29.7") @Nullable Double lat,
            @Nullable String text,
            @Nullable String reporter) {}

    /** {@link Many}, as it is described. */
    record ManyAnswers(
            @Schema(oneOf = {Located.class, Unanswered.class}) List<Object> items, String asOf) {}

    /** Instead of an answer. */
    record Unanswered(List<Pointed> errors) {}

    @Operation(
            summary = "Locate a point, a reporter or a text",
            description =
                    """
                    Rules in their order: POLYGON, REPORTER_GRID (reporter is the blind index of a
                    phone), PLACE_NAME, UNLOCATED; OUTSIDE_SCOPE for what lies beyond the caller's
                    divisions; confidence 0 to 1. The places are those of the day of `at` in the
                    county's zone, seasons among it; who is on duty is always as of now.\
                    """)
    @AllowedToCountyStaff
    @GetMapping("/api/v1/grids:locate")
    Located locate(
            @RequestParam(required = false) @Nullable Double lng,
            @RequestParam(required = false) @Nullable Double lat,
            @RequestParam(defaultValue = "WGS84") String crs,
            @RequestParam(required = false) @Nullable String at,
            @RequestParam(required = false) @Nullable String text,
            @RequestParam(required = false) @Nullable String reporter) {
        var day = day(at == null ? clock.instant() : Times.parameter("at", at));
        var question = new Question(lng, lat, crs, text, reporter);
        var wrong = question.wrong();
        if (!wrong.isEmpty()) {
            throw Problem.invalid(
                    wrong.stream()
                            .map(one -> Pointed.parameter(one.field(), one.code(), one.message()))
                            .toArray(Pointed[]::new));
        }
        return keeper.present().locate(clues(question), day, scope());
    }

    @Operation(
            summary = "Locate up to 10,000 points in one call",
            description =
                    """
                    `{"crs", "at", "points": [{"lng", "lat", "text", "reporter"}]}`. The answer's
                    items are in the order of the points; one that cannot be answered has `errors`
                    with their pointers, and the others are answered all the same.\
                    """)
    @Takes(QuestionsBody.class)
    @Answers(body = ManyAnswers.class)
    @AllowedToCountyStaff
    @PostMapping("/api/v1/grids:locate")
    Many locateMany(HttpServletRequest request) throws IOException {
        var scope = scope();
        var atlas = keeper.present();
        var asked = ManyQuestions.read(request.getInputStream());
        var now = clock.instant();
        var day = day(asked.at() == null ? now : asked.at());
        var clues = new ArrayList<Clues>(asked.points().size());
        for (var point : asked.points()) {
            if (point.question() != null) {
                clues.add(clues(point.question()));
            }
        }
        var answers = atlas.locate(clues, day, scope).iterator();
        var wording = Wording.of(request);
        var items = new ArrayList<>(asked.points().size());
        for (var point : asked.points()) {
            items.add(
                    point.question() == null
                            ? new Unanswered(wording.pointed(pointed(point.wrong(), items.size())))
                            : answers.next());
        }
        return new Many(items, Times.utc(now));
    }

    private static List<Pointed> pointed(List<Wrong> wrong, int point) {
        return wrong.stream()
                .map(one ->
                        Pointed.at(
                                one.field().isEmpty()
                                        ? "#/points/" + point
                                        : "#/points/%d/%s".formatted(point, one.field()),
                                one.code(),
                                one.message()))
                .toList();
    }

    private static Scope scope() {
        return new Scope(Caller.current().divisions());
    }

    private static Clues clues(Question question) {
        return new Clues(question.lngLat(), question.text(), question.reporter());
    }

    private static LocalDate day(Instant at) {
        return LocalDate.ofInstant(at, COUNTY);
    }
}
