package dev.wangge.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What is kept of cases, and what adds up from them. */
@InCounty
class CaseFileTest {
    private static final byte[] PNG = png();
    private static final Pattern TALLY =
            Pattern.compile("wangge_cases\\{.*status=\"([A-Z_]+)\".*} ([0-9.E]+)");

    @Test
    void whoVerifiesSeesThePhotoOfWhoHandled(County county) {
        String id =
                county.dispatcher()
                        .dispatched(Report.hazard("护栏松动").at(county.places().getFirst()))
                        .path("id")
                        .asString();
        Client handler = county.client("county-handler");
        assertThat(handler.photo(id, Arrays.copyOf(PNG, (1 << 20) + 1)).status()).isEqualTo(413);
        Answer added = handler.photo(id, PNG);
        assertThat(added.status()).as(added.toString()).isEqualTo(201);

        String photo = added.json().path("id").asString();
        Answer handled =
                handler.act(id, "handle", Map.of("what", "加固了", "evidence", new String[] {photo}));
        assertThat(handled.status()).as(handled.toString()).isEqualTo(200);

        Client verifier = county.client("county-verifier");
        JsonNode evidence = verifier.theCase(id).at("/evidence/0");
        assertThat(evidence.path("id").asString()).isEqualTo(photo);
        Answer seen = verifier.get(evidence.path("href").asString());
        assertThat(seen.status()).isEqualTo(200);
        assertThat(seen.header("Content-Type")).isEqualTo("image/jpeg");
        assertThat(county.client("neighbour-demo").get(evidence.path("href").asString()).status())
                .isEqualTo(404);
    }

    @Test
    void talliesAddUpToTheCasesThereAreAlsoAfterKills(County county) {
        Rush.of(county, 90, () -> county.part("case-service").kill());
        Rush.of(county, 90, () -> county.part("case-service").kill());

        await("every case is counted once")
                .atMost(County.IN_THE_END)
                .ignoreExceptions()
                .untilAsserted(() -> assertThat(counted(county)).isEqualTo(listed(county)));
    }

    private static byte[] png() {
        ByteArrayOutputStream png = new ByteArrayOutputStream();
        try {
            ImageIO.write(new BufferedImage(40, 30, BufferedImage.TYPE_INT_RGB), "png", png);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return png.toByteArray();
    }

    private static Map<String, Long> counted(County county) {
        Map<String, Long> counted = new TreeMap<>();
        String metrics = county.part("case-service").actuator("/prometheus").text();
        TALLY.matcher(metrics)
                .results()
                .forEach(row ->
                        counted.merge(
                                row.group(1), (long) Double.parseDouble(row.group(2)), Long::sum));
        counted.values().removeIf(cases -> cases == 0);
        return counted;
    }

    private static Map<String, Long> listed(County county) {
        Map<String, Long> listed = new TreeMap<>();
        String page = "/api/v1/cases?limit=200";
        while (!page.isEmpty()) {
            Answer answer = county.client("province-admin").get(page);
            assertThat(answer.status()).isEqualTo(200);
            answer.json()
                    .path("items")
                    .forEach(it -> listed.merge(it.path("status").asString(), 1L, Long::sum));
            page = answer.header("Link").replaceFirst("<(.*)>; rel=\"next\"", "$1");
        }
        assertThat(listed).isNotEmpty();
        return listed;
    }
}
