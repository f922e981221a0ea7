package dev.wangge.grids.division;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wangge.grids.directory.Directory;
import dev.wangge.grids.directory.Entry;
import dev.wangge.grids.directory.ImportMode;
import dev.wangge.grids.directory.ImportReport;
import dev.wangge.grids.directory.Kind;
import dev.wangge.grids.directory.StoredDirectory;
import dev.wangge.platform.csv.CsvFile.LineError;
import dev.wangge.platform.problem.Problem;
import dev.wangge.platform.security.Caller;
import dev.wangge.platform.security.Role;
import dev.wangge.testing.Engine;
import dev.wangge.testing.MovableClock;
import dev.wangge.testing.SharedData;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class DivisionImportTest {
    private static final ImportMode WHOLE = new ImportMode(false, false);
    private static final ImportMode BY_LINE = new ImportMode(true, false);
    private static final Caller PROVINCE = Caller.system("test", Set.of(Role.ADMIN), List.of("54"));
    private static final Caller COUNTY =
            Caller.system("test", Set.of(Role.ADMIN), List.of("540328"));
    private static final String HEADER = "code,name,level,parent_code\n";
    private static final String PLACES =
            """
            540000000000,西藏自治区,province,
            540300000000,昌都市,prefecture,540000000000
            540328000000,芒康县,county,540300000000
            540328101000,如美镇,township,540328000000
            540328101201,拉乌村村委会,village,540328101000
            """;
    private @Nullable StoredDirectory stored;

    private Directory open(Engine engine) {
        var fresh = new StoredDirectory(engine, new MovableClock());
        stored = fresh;
        return fresh.open();
    }

    @AfterEach
    void close() {
        if (stored != null) {
            stored.close();
        }
    }

    private static ImportReport bring(
            Directory directory, String file, Caller caller, ImportMode mode) {
        return new DivisionImport(directory)
                .run(
                        new ByteArrayInputStream(file.getBytes(StandardCharsets.UTF_8)),
                        "text/csv",
                        caller,
                        mode);
    }

    private static Entry division(Directory directory, String code) {
        return directory.find(Kind.DIVISION, code).orElseThrow();
    }

    @ParameterizedTest
    @EnumSource
    void aSuperiorMayComeLaterAndARepeatChangesNothing(Engine engine) {
        var directory = open(engine);
        var upsideDown = HEADER + String.join("\n", PLACES.lines().toList().reversed()) + "\n";
        var report = bring(directory, upsideDown, PROVINCE, WHOLE);
        assertThat(report.created()).isEqualTo(5);
        assertThat(bring(directory, HEADER + PLACES, PROVINCE, WHOLE).unchanged()).isEqualTo(5);
        // Who may not change them may bring them again, as part of a bigger file.
        assertThat(bring(directory, HEADER + PLACES, COUNTY, WHOLE).unchanged()).isEqualTo(5);
    }

    @ParameterizedTest
    @EnumSource
    void aDryRunSaysWhatWouldBeAndStoresNothing(Engine engine) {
        var directory = open(engine);
        var report = bring(directory, HEADER + PLACES, PROVINCE, new ImportMode(false, true));
        assertThat(report.dryRun()).isTrue();
        assertThat(report.created()).isEqualTo(5);
        assertThat(directory.all(Kind.DIVISION)).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void oneWrongLineRefusesTheFileOrIsLeftOutAsTheCallerAsks(Engine engine) {
        var directory = open(engine);
        var file =
                HEADER
                        + PLACES
                        + """
                        54032810120,短,village,540328101000
                        540328101202,,village,540328101000
                        540328101203,某村,township,540328101000
                        540328101204,某村,village,540328102000
                        540328102204,某村,village,540328102000
                        540328101201,拉乌,village,540328101000
                        540328101205,竹卡村,village,540328101000
                        """;
        assertThatThrownBy(() -> bring(directory, file, PROVINCE, WHOLE))
                .isInstanceOf(Problem.class)
                .hasMessageContaining("6 wrong lines, nothing was stored; line 7");
        assertThat(directory.all(Kind.DIVISION)).isEmpty();

        var report = bring(directory, file, PROVINCE, BY_LINE);
        assertThat(report.created()).isEqualTo(6);
        assertThat(report.refused()).isEqualTo(6);
        assertThat(report.errors())
                .extracting(error -> ((LineError) error).line())
                .containsExactly(7L, 8L, 9L, 10L, 11L, 12L);
        assertThat(report.errors())
                .extracting(error -> ((LineError) error).code())
                .containsExactly("code", "name", "level", "parent", "parent", "duplicate");
        assertThat(division(directory, "540328101205").text("name")).isEqualTo("竹卡村");
        assertThat(division(directory, "540328101201").text("name")).isEqualTo("拉乌村村委会");
    }

    @ParameterizedTest
    @EnumSource
    void anotherCountysRowIsRefused(Engine engine) {
        var directory = open(engine);
        bring(directory, HEADER + PLACES, PROVINCE, WHOLE);
        var file = HEADER + "540300000000,昌都地区,prefecture,540000000000\n";
        assertThatThrownBy(() -> bring(directory, file, COUNTY, WHOLE))
                .isInstanceOf(Problem.class)
                .hasMessageContaining("outside your divisions");
        assertThat(division(directory, "540300000000").text("name")).isEqualTo("昌都市");
    }

    @ParameterizedTest
    @EnumSource
    void namesAliasesAndSuccessionAreKept(Engine engine) {
        var directory = open(engine);
        bring(directory, HEADER + PLACES, PROVINCE, WHOLE);
        var more =
                "code,name,level,parent_code,aliases,name_bo,valid_from,valid_to,superseded_by\n";
        bring(
                directory,
                more
                        + "542100000000,昌都地区,prefecture,540000000000,,,,2014-10-20,540300000000\n"
                        + "542129000000,芒康县,county,542100000000,,,,2014-10-20,540328000000\n"
                        + "540328101201,拉乌村,village,540328101000,拉吾;拉乌,ལྷ་འུ།,2020-01-01,,\n",
                PROVINCE,
                WHOLE);
        var old = DivisionView.of(division(directory, "542129000000"), LocalDate.of(2026, 1, 1));
        assertThat(old.supersededBy()).isEqualTo("540328000000");
        assertThat(old.validTo()).isEqualTo("2014-10-20");
        var village = division(directory, "540328101201");
        var now = DivisionView.of(village, LocalDate.of(2026, 1, 1));
        assertThat(now.name()).isEqualTo("拉乌村");
        assertThat(now.aliases()).containsExactly("拉吾", "拉乌");
        var then = DivisionView.of(village, LocalDate.of(2019, 12, 31));
        assertThat(then.name()).isEqualTo("拉乌村村委会");
        assertThat(then.validTo()).isEqualTo("2019-12-31");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "540399000000,新县,county,540300000000,,540328000000",
                "540399000000,新县,county,540300000000,2014-10-20,540399000000",
                "540399000000,新县,county,540300000000,2014-10-20,540327000000",
                "540399000000,新县,county,540300000000,2014-13-20,",
            })
    void aSuccessionThatCannotBeIsRefused(String row) {
        var directory = open(Engine.EMBEDDED);
        bring(directory, HEADER + PLACES, PROVINCE, WHOLE);
        var file = "code,name,level,parent_code,valid_to,superseded_by\n" + row + "\n";
        assertThatThrownBy(() -> bring(directory, file, PROVINCE, WHOLE))
                .isInstanceOf(Problem.class)
                .hasMessageContaining("line 2");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "540328101202,某村,village,540328000000",
                "540328101202,某村,village,540300000000",
                "540328102000,某乡,township,540300000000",
                "540329000000,某县,county,540000000000",
            })
    void aParentThatTheCodeContradictsIsRefusedAtAnyLevel(String row) {
        var directory = open(Engine.EMBEDDED);
        for (var file : List.of(HEADER + PLACES + row, HEADER + row)) {
            assertThatThrownBy(() -> bring(directory, file, PROVINCE, WHOLE))
                    .isInstanceOf(Problem.class)
                    .hasMessageContaining("1 wrong lines")
                    .hasMessageContaining("By its code it lies in");
            // Also where those above are stored already.
            bring(directory, HEADER + PLACES, PROVINCE, WHOLE);
        }
    }

    @Test
    void aParentMaySkipWhatIsNotThereOrIsNoMore() {
        var directory = open(Engine.EMBEDDED);
        bring(directory, HEADER + PLACES, PROVINCE, WHOLE);
        var file =
                """
                code,name,level,parent_code,valid_to
                540328102000,旧乡,township,540328000000,2020-12-31
                540328102201,某村,village,540328000000,
                540328103201,林场,village,540328000000,
                """;
        assertThat(bring(directory, file, PROVINCE, WHOLE).created()).isEqualTo(3);
        assertThat(bring(directory, file, PROVINCE, WHOLE).unchanged()).isEqualTo(3);
    }

    @Test
    void allWrongLinesAreCountedWhateverIsWrongWithThem() {
        var directory = open(Engine.EMBEDDED);
        bring(directory, HEADER + PLACES, PROVINCE, WHOLE);
        var file = new StringBuilder(HEADER);
        // The first batch is wrong by itself, the others by whose they are.
        for (int i = 0; i < 3_000; i++) {
            file.append(
                    i < 100
                            ? "1,x,village,\n"
                            : "540328101%03d,某村,village,540328101000\n"
                                    .formatted(i % 1000 == 201 ? 202 : i % 1000));
        }
        assertThatThrownBy(() ->
                        bring(
                                directory,
                                file.toString(),
                                Caller.system("test", Set.of(Role.ADMIN), List.of("540302")),
                                WHOLE))
                .isInstanceOf(Problem.class)
                .hasMessageContaining("3000 wrong lines (the first 100 faults are shown)");
    }

    @Test
    void aWrongLevelSaysWhichThereAre() {
        var directory = open(Engine.EMBEDDED);
        assertThatThrownBy(() -> bring(directory, HEADER + "540000000000,西藏,省,\n", PROVINCE, WHOLE))
                .hasMessageContaining("province, prefecture, county, township, village");
    }

    /** The 6,371 divisions of a province, where they are at hand. */
    @ParameterizedTest
    @EnumSource
    void aWholeProvinceComesIn(Engine engine) throws Exception {
        var text = Files.readString(SharedData.file("divisions-54.csv"));
        var directory = open(engine);
        var report = bring(directory, text, PROVINCE, WHOLE);
        assertThat(report.created()).isEqualTo(report.read()).isEqualTo(6_371);
        assertThat(bring(directory, text, PROVINCE, WHOLE).unchanged()).isEqualTo(6_371);
        assertThat(division(directory, "540328101201").text("name")).contains("拉乌");
    }
}
