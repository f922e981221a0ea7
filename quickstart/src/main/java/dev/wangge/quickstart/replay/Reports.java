package dev.wangge.quickstart.replay;

import dev.wangge.quickstart.sample.Grids;
import dev.wangge.quickstart.sample.Grids.Grid;
import dev.wangge.quickstart.sample.Grids.LngLat;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.SplittableRandom;
import java.util.zip.CRC32C;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Turns messages into reports from all over the county. Who reports and from where is invented, and
 * depends on the message's key alone: a repeated replay sends the same bytes.
 */
final class Reports {

    private final List<Grid> grids;
    private final JsonMapper json = new JsonMapper();

    Reports() {
        this(Grids.read());
    }

    Reports(List<Grid> grids) {
        this.grids = grids;
    }

    /** The body of {@code POST /api/v1/cases}. */
    String body(ReplayedMessage message) {
        SplittableRandom dice = new SplittableRandom(seed(message.key()));
        ObjectNode report = json.createObjectNode();
        report.put("kind", "REQUEST");
        report.put("title", message.title());
        if (!message.description().isBlank()) {
            report.put("description", message.description());
        }
        locate(report, dice);
        ObjectNode reporter = report.putObject("reporter");
        reporter.put("name", "村民" + dice.nextInt(1, 10_000));
        reporter.put("phone", "1990002%04d".formatted(dice.nextInt(10_000)));
        reporter.put("language", dice.nextInt(4) == 0 ? "bo" : "zh");
        return json.writeValueAsString(report);
    }

    /** As reports come in: most from a phone that knows where it is, a few from nowhere. */
    private void locate(ObjectNode report, SplittableRandom dice) {
        Grid grid = grids.get(dice.nextInt(grids.size()));
        int kind = dice.nextInt(100);
        if (kind < 70) {
            LngLat point = grid.pointInside(dice);
            report.putObject("location").put("lng", point.lng()).put("lat", point.lat());
        } else if (kind < 85) {
            report.putObject("location").put("gridCode", grid.code());
        } else if (kind < 95) {
            report.putObject("location").put("address", grid.village() + "村口");
        }
    }

    private static long seed(String key) {
        CRC32C sum = new CRC32C();
        sum.update(key.getBytes(StandardCharsets.UTF_8));
        return sum.getValue();
    }
}
