package dev.wangge.grids.grid;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.groups.Tuple.tuple;

import dev.wangge.grids.directory.Allotment;
import dev.wangge.grids.directory.Directory;
import dev.wangge.grids.directory.Entry;
import dev.wangge.grids.directory.ImportMode;
import dev.wangge.grids.directory.Kind;
import dev.wangge.grids.directory.StoredDirectory;
import dev.wangge.grids.place.Validity;
import dev.wangge.platform.problem.Problem;
import dev.wangge.platform.security.Caller;
import dev.wangge.platform.security.Role;
import dev.wangge.testing.AtOnce;
import dev.wangge.testing.Engine;
import dev.wangge.testing.MovableClock;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A county's grids in one file, in any order, as the bench has a hundred thousand of them. */
class ManyGridsTest {
    private static final long SEED = 540328;
    private static final ImportMode WHOLE = new ImportMode(false, false);
    private static final ImportMode BY_LINE = new ImportMode(true, false);
    private static final Caller PROVINCE = Caller.system("test", Set.of(Role.ADMIN), List.of("54"));
    private final MovableClock clock = new MovableClock();
    private final ManyGrids many = new ManyGrids(20, 10, SEED);
    private @Nullable StoredDirectory stored;

    @AfterEach
    void close() {
        if (stored != null) {
            stored.close();
        }
    }

    private record Service(Directory directory, Allotment allotment, GridImport gridImport) {
        GridImport.Report bring(List<String> features, ImportMode mode) {
            return bring(file(features), mode);
        }

        GridImport.Report bring(String file, ImportMode mode) {
            return gridImport.run(stream(file), mode, PROVINCE);
        }

        List<Entry> grids() {
            return directory.all(Kind.GRID);
        }
    }

    private static String file(List<String> features) {
        return "{\"type\":\"FeatureCollection\",\"features\":[%s]}"
                .formatted(String.join(",\n", features));
    }

    private static InputStream stream(String file) {
        return new ByteArrayInputStream(file.getBytes(StandardCharsets.UTF_8));
    }

    private Service open(Engine engine) {
        var fresh = new StoredDirectory(engine, clock);
        stored = fresh;
        var directory = fresh.open();
        directory.save(many.divisions(), Map.of(), "test");
        var settings = new OutlineSettings(500, 100);
        var counties = new Counties(directory, settings);
        var allotment = fresh.allotment(directory);
        return new Service(
                directory,
                allotment,
                new GridImport(
                        directory,
                        counties,
                        new GridSurvey(directory, counties, settings, clock),
                        new NewCodes(directory, allotment),
                        clock));
    }

    @ParameterizedTest
    @EnumSource
    void allComeInAndARepeatChangesNothing(Engine engine) throws IOException {
        var service = open(engine);
        var features = many.features();

        var report = service.bring(features, WHOLE);

        assertThat(report.created()).as("seed %d", SEED).isEqualTo(many.count()).isEqualTo(2_000);
        assertThat(report.warnings()).isEmpty();
        var grids = service.grids();
        assertThat(grids).hasSize(2_000).allMatch(grid -> grid.version() == 1);
        assertThat(grids.stream().map(Entry::code).filter(it -> it.endsWith("100"))).hasSize(20);

        long changes = service.directory().changes();
        var again = service.bring(features, WHOLE);
        assertThat(again.unchanged()).isEqualTo(2_000);
        assertThat(again.created() + again.changed()).isZero();
        var exported = new StringWriter();
        new GridExport(service.directory(), clock).write(List.of("540328"), null, exported);
        assertThat(service.bring(exported.toString(), WHOLE).unchanged()).isEqualTo(2_000);
        assertThat(service.grids()).isEqualTo(grids);
        assertThat(service.directory().changes())
                .as("nobody makes a new map of nothing")
                .isEqualTo(changes);
    }

    @ParameterizedTest
    @EnumSource
    void whereOutlinesOverlapIsSaidOfTheNewOnes(Engine engine) {
        var service = open(engine);
        service.bring(many.features(), WHOLE);
        var wider =
                List.of(
                        many.feature(4, 0, true, 0.3),
                        many.feature(6, 12, true, 0.3),
                        many.feature(6, 13, true, 0));

        var dry = service.bring(wider, new ImportMode(false, true));
        var report = service.bring(wider, WHOLE);

        assertThat(report.changed()).isEqualTo(2);
        assertThat(report.unchanged()).isEqualTo(1);
        assertThat(report.warnings())
                .extracting(Warning::code, Warning::feature, Warning::grid)
                .contains(
                        tuple("overlap", 0, ManyGrids.village(4) + "002"),
                        tuple("overlap", 1, ManyGrids.village(6) + "014"));
        assertThat(dry.warnings()).isEqualTo(report.warnings());
        assertThat(dry.changed()).isEqualTo(2);
    }

    /** What is wrong is named by its place in the file, whatever village it is of. */
    @ParameterizedTest
    @EnumSource
    void oneWrongFeatureRefusesTheFileAndUsesUpNoCode(Engine engine) {
        var service = open(engine);
        var features = new ArrayList<>(many.features());
        features.set(
                5,
                "{\"type\":\"Feature\",\"properties\":{\"code\":\"%s001\",\"name\":\"远\"},\"geometry\":{\"type\":\"Polygon\",\"coordinates\":[[[101,29],[101.1,29],[101.1,29.1],[101,29]]]}}"
                        .formatted(ManyGrids.village(19)));
        features.set(1_999, "{\"type\":\"Feature\",\"properties\":{\"name\":\"无\"}}");
        features.set(1_000, many.feature(0, 3, true, 0).replace("第4网格", ""));
        features.set(700, many.feature(0, 3, true, 0).replace("540328200201", "540328999999"));

        assertThatExceptionOfType(Problem.class)
                .isThrownBy(() -> service.bring(features, WHOLE))
                .withMessageStartingWith("Feature 5: The outline leaves");
        assertThat(service.grids()).isEmpty();
        assertThat(service.allotment().everTaken(Kind.GRID, ManyGrids.COUNTY)).isEmpty();

        var report = service.bring(features, BY_LINE);

        assertThat(report.errors())
                .extracting(error -> error.get("feature"), error -> error.get("code"))
                .containsExactly(
                        tuple(5, "outside-county"),
                        tuple(700, "no-such-division"),
                        tuple(1_000, "required"),
                        tuple(1_999, "code"));
        assertThat(report.refused()).isEqualTo(4);
        assertThat(report.created()).isEqualTo(1_996);
        assertThat(service.grids()).hasSize(1_996);
    }

    @ParameterizedTest
    @EnumSource
    void whatADyingProcessLeftDoesNotShowAndItsCodesAreFree(Engine engine) {
        var service = open(engine);
        var first = file(many.features());
        // The body breaks off where the last feature should be: nothing of it was looked at.
        assertThatExceptionOfType(Problem.class)
                .isThrownBy(() -> service.bring(first.substring(0, first.length() - 30), WHOLE))
                .satisfies(it -> assertThat(it.slug()).isEqualTo("malformed-json"));
        // Another takes a code in between the reading and the writing.
        var village = ManyGrids.village(1);
        assertThat(service.allotment().take(Kind.GRID, village + "001", village + "001", "other"))
                .isTrue();

        assertThat(service.bring(first, WHOLE).created()).isEqualTo(2_000);

        var codes = service.grids().stream().map(Entry::code).toList();
        assertThat(codes).doesNotContain(village + "001").contains(village + "101");
    }

    /** Sent twice at once, and both times without codes: nothing is made twice. */
    @ParameterizedTest
    @EnumSource
    void ofTwoAtOnceOneMakesThem(Engine engine) throws Exception {
        var service = open(engine);
        var features = new ArrayList<String>();
        for (int i = 0; i < 100; i++) {
            features.add(many.feature(1, i, false, 0));
        }
        int made = 0;
        for (int round = 0; round < 5; round++) {
            var some = features.subList(0, 20 * (round + 1));
            var answers =
                    AtOnce.times(
                            3,
                            () -> {
                                try {
                                    return service.bring(some, WHOLE).created();
                                } catch (Problem e) {
                                    assertThat(e.slug()).isEqualTo("changed-meanwhile");
                                    return 0;
                                }
                            });
            made += answers.stream().mapToInt(Integer::intValue).sum();
            // All of them may have stood in each other's way: then it is sent again.
            made += service.bring(some, WHOLE).created();
            assertThat(service.grids().stream().map(grid -> grid.text("name")))
                    .as("round %d", round)
                    .doesNotHaveDuplicates()
                    .hasSize(some.size());
        }
        assertThat(made).isEqualTo(100);
    }

    /** UTF-8 with a mark in front, as some tools write it; nothing but UTF-8. */
    @ParameterizedTest
    @EnumSource
    void aFileIsUtf8(Engine engine) {
        var service = open(engine);
        var one = file(List.of(many.feature(0, 0, true, 0), many.feature(0, 1, true, 0)));

        assertThat(service.bring("\uFEFF" + one, WHOLE).created()).isEqualTo(2);
        assertThatExceptionOfType(Problem.class)
                .isThrownBy(() ->
                        service.gridImport()
                                .run(
                                        new ByteArrayInputStream(
                                                one.getBytes(StandardCharsets.UTF_16)),
                                        WHOLE,
                                        PROVINCE))
                .satisfies(it -> assertThat(it.slug()).isEqualTo("malformed-json"));
    }

    /** A feature of many megabytes is refused before it is held in memory. */
    @ParameterizedTest
    @EnumSource
    void whatIsTooLongIsLeftOut(Engine engine) {
        var service = open(engine);
        var long_ =
                many.feature(0, 0, true, 0)
                        .replace(
                                "\"kind\"",
                                "\"remark\":\"%s\",\"kind\"".formatted("长".repeat(1 << 20)));

        var report = service.bring(List.of(long_, many.feature(0, 1, true, 0)), BY_LINE);

        assertThat(report.errors())
                .extracting(it -> it.get("code"))
                .containsExactly("feature-too-long");
        assertThat(report.created()).isEqualTo(1);
    }

    /** A last day that lies ahead is a plan, and says whom it leaves without a grid. */
    @ParameterizedTest
    @EnumSource
    void aGridThatMembersServeEndsLaterOnly(Engine engine) {
        var service = open(engine);
        service.bring(List.of(many.feature(0, 0, true, 0)), WHOLE);
        var grid = ManyGrids.village(0) + "001";
        service.directory()
                .save(
                        List.of(
                                Entry.of(
                                        Kind.MEMBER,
                                        "M-1",
                                        grid,
                                        new org.bson.Document("role", "LEAD"),
                                        null)),
                        Map.of(),
                        "test");
        var today = GridDays.today(clock);

        var now = service.bring(List.of(ending(today.toString())), BY_LINE);
        var later = service.bring(List.of(ending(today.plusDays(9).toString())), WHOLE);
        var again = service.bring(List.of(ending(today.plusDays(9).toString())), WHOLE);

        assertThat(now.errors()).extracting(it -> it.get("code")).containsExactly("members-serve");
        assertThat(now.refused()).isEqualTo(1);
        assertThat(now.unchanged()).isZero();
        assertThat(later.changed()).isEqualTo(1);
        assertThat(later.warnings())
                .extracting(Warning::code, Warning::grid, Warning::members)
                .containsExactly(tuple("still-assigned", grid, List.of("M-1")));
        assertThat(again.unchanged()).isEqualTo(1);
        assertThat(again.warnings()).isEmpty();
        assertThat(Validity.of(service.grids().getFirst().state()).to())
                .isEqualTo(today.plusDays(9));
    }

    private String ending(String day) {
        return many.feature(0, 0, true, 0)
                .replace("\"kind\"", "\"validTo\":\"%s\",\"kind\"".formatted(day));
    }
}
