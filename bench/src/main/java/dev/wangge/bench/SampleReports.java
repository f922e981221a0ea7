package dev.wangge.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.wangge.quickstart.sample.Grids;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Reports such as a county system passes on, all over the sample county; made before the run. */
final class SampleReports {
    private static final int DIFFERENT = 4096;
    private static final List<String> KINDS = List.of("HAZARD", "REQUEST", "DISPUTE", "ADVICE");
    private static final String STORY =
            "昨天下午开始，村口的水管坏了，水流到路上，晚上结冰，老人和孩子走路很危险。" + "我们自己用铁丝绑过一次，没有用，希望尽快派人来看一看。";

    private final List<byte[]> bodies = new ArrayList<>();
    private final List<byte[]> urgent = new ArrayList<>();

    SampleReports(long seed, boolean withReporter) {
        var dice = new SplittableRandom(seed);
        var grids = Grids.read();
        var json = new JsonMapper();
        for (int i = 0; i < DIFFERENT; i++) {
            var grid = grids.get(dice.nextInt(grids.size()));
            var point = grid.pointInside(dice);
            ObjectNode report = json.createObjectNode();
            report.put("kind", KINDS.get(i % KINDS.size()));
            report.put("title", grid.village() + "水管坏了，第" + i + "处");
            report.put("description", STORY);
            report.putObject("location").put("lng", point.lng()).put("lat", point.lat());
            if (withReporter) {
                report.putObject("reporter")
                        .put("name", "卓玛")
                        .put("phone", "199%08d".formatted(i))
                        .put("language", "zh");
            }
            bodies.add(json.writeValueAsString(report).getBytes(UTF_8));
            report.put("kind", "EMERGENCY");
            urgent.add(json.writeValueAsString(report).getBytes(UTF_8));
        }
    }

    /** The same, of something that cannot wait. */
    byte[] urgent(long number) {
        return urgent.get((int) (number % urgent.size()));
    }

    byte[] body(long number) {
        return bodies.get((int) (number % bodies.size()));
    }
}
