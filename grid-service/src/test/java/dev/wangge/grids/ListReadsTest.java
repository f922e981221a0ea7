package dev.wangge.grids;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.model.Filters;
import dev.wangge.testing.DatabaseReads;
import dev.wangge.testing.DatabaseReads.Read;
import dev.wangge.testing.OnBestEngine;
import dev.wangge.testing.ServiceClient;
import dev.wangge.testing.TestIssuer;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.test.context.TestPropertySource;

/** A list reads about as much as it shows, however much there is: the database says so itself. */
@OnBestEngine
// A property that nobody reads makes it a service of its own, whose database is empty.
@TestPropertySource(properties = "stories.of-their-own=what-lists-read")
class ListReadsTest extends RunningGridService {
    /** Nobody else asks for so many. */
    private static final int LIMIT = 37;

    private static final int PAGES = 4;
    private static final int COUNTIES = 4;
    private static final int TOWNSHIPS = 6;
    private static final int VILLAGES = 12;
    private static final int HALF_DAYS = 120;

    /** Grids that had another name once. */
    private static final List<String> FORMER = List.of("650102104205001", "650103102203001");

    /** What a list asks, and nobody else. */
    private static final Bson IN_ORDER =
            Filters.and(
                    Filters.in(
                            "command.sort",
                            new Document("_id", 1),
                            new Document("place", 1).append("_id", 1)),
                    Filters.gt("command.limit", 0),
                    Filters.lte("command.limit", LIMIT + 1));

    private final String country = TestIssuer.token("country", "admin", "65");
    private final String county = TestIssuer.token("county", "dispatcher", "650103");
    private final String two = TestIssuer.token("two", "dispatcher", "650102", "650104");

    @Autowired private MongoOperations mongo;

    @BeforeAll
    void aProvince() {
        var divisions = new StringBuilder("code,name,level,parent_code\n");
        divisions.append(
                "650000000000,新疆维吾尔自治区,province,\n650100000000,乌鲁木齐市,prefecture,650000000000\n");
        var grids = new ArrayList<String>();
        var members = new StringBuilder("code,name,role,grid_code,phone,wecom_id,language\n");
        for (int c = 1; c <= COUNTIES; c++) {
            var countyCode = "65010" + c;
            divisions.append("%s000000,第%d区,county,650100000000\n".formatted(countyCode, c));
            for (int t = 1; t <= TOWNSHIPS; t++) {
                var township = "%s1%02d".formatted(countyCode, t);
                divisions.append(
                        "%s000,镇%d甲%d,township,%s000000\n".formatted(township, c, t, countyCode));
                for (int v = 1; v <= VILLAGES; v++) {
                    var village = "%s2%02d".formatted(township, v);
                    divisions.append(
                            "%s,村%d乙%d丙%d村,village,%s000\n".formatted(village, c, t, v, township));
                    var kind = v == 7 && t == 3 ? "MICRO" : "BASIC";
                    grids.add(
                            "{\"type\":\"Feature\",\"geometry\":null,\"properties\":{\"code\":\"%s001\",\"name\":\"网格%d丁%d戊%d\",\"kind\":\"%s\"}}"
                                    .formatted(village, c, t, v, kind));
                    members.append(
                            "Z-%d%d%d,某某,LEAD,%s001,199%08d,,zh\n"
                                    .formatted(v, t, c, village, c * 10_000 + t * 100 + v));
                }
            }
        }
        divisions.append("650105000000,第5区,county,650100000000\n");
        for (int t = 1; t <= 20; t++) {
            var township = "6501051%02d".formatted(t);
            divisions.append("%s000,团结镇,township,650105000000\n".formatted(township));
            for (int v = 0; v < 40; v++) {
                divisions.append("%s2%02d,团结村,village,%s000\n".formatted(township, v, township));
            }
        }
        assertThat(service.csv(country, "/api/v1/divisions:import", divisions.toString()))
                .returns(200, HttpResponse::statusCode);
        var collection =
                "{\"type\":\"FeatureCollection\",\"features\":[" + String.join(",", grids) + "]}";
        assertThat(
                        ServiceClient.json(
                                        service.post(country, "/api/v1/grids:import", collection))
                                .path("created")
                                .asInt())
                .isEqualTo(COUNTIES * TOWNSHIPS * VILLAGES);
        assertThat(service.csv(country, "/api/v1/members:import", members.toString()))
                .returns(200, HttpResponse::statusCode);
        for (int t = 1; t <= TOWNSHIPS; t++) {
            for (int v = 1; v <= VILLAGES; v++) {
                for (int n = 1; n <= 3; n++) {
                    var leave =
                            """
                            {"member":"Z-%d%d3","from":"2026-0%d-01T00:00:00Z","until":"2026-0%d-02T00:00:00Z"}\
                            """
                                    .formatted(v, t, n, n);
                    assertThat(service.post(country, "/api/v1/leaves", leave))
                            .returns(201, HttpResponse::statusCode);
                }
            }
        }
        assertThat(service.csv(country, "/api/v1/shifts:import", shifts()))
                .returns(200, HttpResponse::statusCode);
        clock.forward(Duration.ofDays(1));
        for (var code : FORMER) {
            assertThat(
                            service.send(
                                    country,
                                    "PUT",
                                    "/api/v1/grids/" + code,
                                    "{\"name\":\"新名%s\"}".formatted(code)))
                    .returns(200, HttpResponse::statusCode);
        }
    }

    /** Months of days and nights in each village of a township, and one who leads all the while. */
    private static String shifts() {
        var shifts =
                new StringBuilder(
                        "division_code,member_code,unit_code,name,phone,wecom_id,role,from,until\n");
        for (int v = 1; v <= VILLAGES; v++) {
            var row = "6501031012%02d,Z-%d13,,,,,%s,%s,%s\n";
            var first = OffsetDateTime.parse("2026-01-01T08:00:00+08:00");
            for (int half = 0; half < HALF_DAYS; half++) {
                var from = first.plusHours(12L * half);
                shifts.append(row.formatted(v, v, "STAFF", from, from.plusHours(12)));
            }
            shifts.append(row.formatted(v, v, "LEADER", first, first.plusYears(1)));
        }
        return shifts.toString();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/v1/divisions?",
                "/api/v1/divisions?asOf=2026-01-01&",
                "/api/v1/divisions?level=county&",
                "/api/v1/divisions?level=township&",
                "/api/v1/divisions?level=village&",
                "/api/v1/divisions?level=village&asOf=2026-01-01&",
                "/api/v1/divisions?parent=650102000000&",
                "/api/v1/divisions?parent=650102000000&level=township&",
                "/api/v1/divisions?parent=650102000000&level=village&",
                "/api/v1/divisions?q=650103&",
                "/api/v1/divisions?q=65010310&",
                "/api/v1/divisions?q=650103&level=township&",
                "/api/v1/divisions?q=650103&parent=650103000000&",
                "/api/v1/divisions?q=650103&parent=650103000000&level=township&",
                "/api/v1/divisions/650103000000/children?",
                "/api/v1/grids?",
                "/api/v1/grids?kind=MICRO&",
                "/api/v1/grids?kind=BASIC&",
                "/api/v1/grids?within=650103&",
                "/api/v1/grids?within=650103&kind=MICRO&",
                "/api/v1/grids?within=650103102&kind=BASIC&",
                "/api/v1/grids?within=650103&retired=true&",
                "/api/v1/grids?within=650103&asOf=2026-01-01&",
                "/api/v1/members?",
                "/api/v1/members?within=650103&",
                "/api/v1/members?within=650103102&",
                "/api/v1/units?within=650103&",
                "/api/v1/teams?within=650103&",
                "/api/v1/shifts?within=650103&",
                "/api/v1/shifts?within=650103101203&",
                "/api/v1/shifts?at=2026-02-01T12:00:00Z&",
                "/api/v1/shifts?at=2026-02-01T00:00:00Z&within=650103101&",
                "/api/v1/shifts?at=2026-02-01T00:00:00Z&within=650103101203&",
                "/api/v1/shifts?at=2025-02-01T00:00:00Z&",
                "/api/v1/shifts?at=2027-02-01T00:00:00Z&within=650103&",
                "/api/v1/assignments?within=650103&",
                "/api/v1/leaves?within=650103&",
                "/api/v1/leaves?within=650103102&",
                "/api/v1/leaves?member=Z-213&",
                "/api/v1/leaves?member=Z-213&within=650103&",
                "/api/v1/assignments?member=Z-213&",
            })
    void aListReadsAboutAsMuchAsItShows(String list) {
        for (var token : List.of(country, county, two)) {
            var reads = read(token, list);
            // To the others some of it is foreign.
            assertThat(reads.isEmpty() && token.equals(country)).as(list).isFalse();
            reads.forEach(Read::assertFrugal);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/v1/grids?",
                "/api/v1/grids?kind=MICRO&",
                "/api/v1/members?",
                "/api/v1/shifts?",
                "/api/v1/shifts?at=2026-02-01T12:00:00Z&",
                "/api/v1/leaves?member=Z-213&",
            })
    void whoAnswersForManyDivisionsReadsNoMore(String list) {
        var townships = new ArrayList<>(List.of("650103", "6501"));
        for (int t = 1; t <= COUNTIES * TOWNSHIPS; t++) {
            townships.add("65010%d1%02d".formatted(1 + t % COUNTIES, 1 + t % TOWNSHIPS));
        }
        for (var divisions : List.of(townships, townships.subList(2, townships.size()))) {
            var token = TestIssuer.token("many", "dispatcher", divisions.toArray(String[]::new));
            var cursor = "";
            for (int page = 1; page == 1 || (page <= PAGES && !cursor.isEmpty()); page++) {
                var place = cursor;
                var answers = new ArrayList<HttpResponse<String>>();
                var reads =
                        DatabaseReads.during(
                                mongo,
                                "entries",
                                IN_ORDER,
                                () ->
                                        answers.add(
                                                service.get(
                                                        token, list + "limit=" + LIMIT + place)));
                long returned = reads.stream().mapToLong(Read::returned).sum();
                assertThat(reads).isNotEmpty().noneMatch(Read::sorted);
                assertThat(reads.stream().mapToLong(Read::keysExamined).sum())
                        .as(() -> reads.toString())
                        .isLessThanOrEqualTo(3 * returned + 50);
                var next = ServiceClient.read(answers.getFirst(), 200).path("next");
                cursor = next.isNull() ? "" : "&cursor=" + next.asString();
            }
        }
    }

    /** What is found by a term is put in order: the terms of a name are not in that of codes. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/v1/divisions?q=%E6%9D%912%E4%B9%993%E4%B8%99&",
                "/api/v1/divisions?q=%E6%9D%912%E4%B9%993%E4%B8%99&level=village&",
                "/api/v1/divisions?q=tj&level=township&",
                "/api/v1/divisions?q=tj&parent=650105110000&",
                "/api/v1/grids?q=%E7%BD%91%E6%A0%BC2%E4%B8%813&",
                "/api/v1/grids?q=650102103&",
                "/api/v1/grids?within=650102&kind=BASIC&q=%E7%BD%91%E6%A0%BC2%E4%B8%813&",
                "/api/v1/grids?q=%E7%BD%91%E6%A0%BC2%E4%B8%813&asOf=2026-01-01&",
                "/api/v1/grids?q=%E7%BD%91%E6%A0%BC2%E4%B8%814%E6%88%8A5&asOf=2026-01-01&",
                "/api/v1/grids?q=wgdw&asOf=2026-01-01&",
                "/api/v1/grids?within=650102&kind=BASIC&q=%E7%BD%91%E6%A0%BC2%E4%B8%813&asOf=2026-01-01&",
                "/api/v1/grids?q=650102103&asOf=2026-01-01&",
            })
    void aSearchReadsWhatItFinds(String list) {
        var reads = read(country, list);
        assertThat(reads).as(list).isNotEmpty();
        for (var one : reads) {
            assertThat(one.keysExamined())
                    .as(one.command().toJson())
                    .isLessThanOrEqualTo(3 * one.returned() + 50);
        }
    }

    /** The first page and those after it. */
    private List<Read> read(String token, String list) {
        return DatabaseReads.during(
                mongo,
                "entries",
                LIMIT + 1,
                () -> {
                    var answer = service.get(token, list + "limit=" + LIMIT);
                    for (int page = 2; page <= PAGES && answer.statusCode() == 200; page++) {
                        var next = ServiceClient.json(answer).path("next");
                        if (next.isNull()) {
                            break;
                        }
                        answer =
                                service.get(
                                        token,
                                        list + "limit=" + LIMIT + "&cursor=" + next.asString());
                        assertThat(answer).returns(200, HttpResponse::statusCode);
                    }
                });
    }
}
