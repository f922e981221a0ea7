package dev.wangge.bench;

import com.mongodb.client.model.Filters;
import dev.wangge.bench.system.County;
import dev.wangge.bench.system.Member;
import dev.wangge.bench.system.NotMeasurable;
import dev.wangge.contracts.Topics;
import dev.wangge.contracts.grids.v1.DirectoryEntry;
import dev.wangge.contracts.grids.v1.DirectoryEntry.DivisionState;
import dev.wangge.contracts.grids.v1.DirectoryEntry.GridState;
import dev.wangge.contracts.grids.v1.DirectoryEntry.MemberState;
import dev.wangge.platform.event.EventCodec;
import dev.wangge.quickstart.disk.Directories;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** How long an empty case-service takes to copy the directory of 100,000 grids. */
final class CopyFigure {
    private static final double ASKED_SECONDS = 30;
    private static final int GRIDS = 100_000;
    private static final int GRIDS_A_VILLAGE = 5;
    private static final int RUNS = 3;

    private record Run(double sinceReady, double sinceStart) {}

    private CopyFigure() {}

    static Figure measure(BenchSettings settings) throws IOException, InterruptedException {
        var runs = new java.util.ArrayList<Run>();
        for (int i = 0; i < RUNS; i++) {
            var run = run(settings);
            runs.add(run);
            Bench.say(
                    "  run %d of %d: %.1f s after it was ready, %.1f s after its start"
                            .formatted(i + 1, RUNS, run.sinceReady, run.sinceStart));
        }
        var ready = runs.stream().map(Run::sinceReady).toList();
        var start = runs.stream().map(Run::sinceStart).toList();
        return new Figure(
                "copy",
                "Copy of the directory",
                "100,000 grids copied by an empty case-service in ≤ 30 s",
                "%.1f s after the start of its process".formatted(Medians.of(start)),
                start.stream().allMatch(seconds -> seconds <= ASKED_SECONDS),
                List.of(
                        "| until the last of %,d entries is there, s | median (lowest–highest) |"
                                .formatted(entries()),
                        "|---|--:|",
                        "| from the start of its process | %s |"
                                .formatted(Medians.shown("%.1f", start)),
                        "| from when it was ready | %s |".formatted(Medians.shown("%.1f", ready))),
                List.of(
                        "%,d grids, a member each, and their %,d villages, in six partitions; an empty database each time."
                                .formatted(GRIDS, GRIDS / GRIDS_A_VILLAGE)));
    }

    private static int entries() {
        return GRIDS + GRIDS + GRIDS / GRIDS_A_VILLAGE;
    }

    private static Run run(BenchSettings settings) throws IOException, InterruptedException {
        var directory = Directories.fresh(settings.directory("copy"));
        try (var county = settings.county(directory)) {
            county.start(List.of(Member.GRID_SERVICE, Member.GATEWAY));
            publish(county);
            var copied =
                    county.database()
                            .client()
                            .getDatabase(county.databaseOf(Member.CASE_SERVICE))
                            .getCollection("directory");
            long begun = System.nanoTime();
            county.join(Member.CASE_SERVICE);
            long ready = System.nanoTime();
            // Counting them exactly looks at each: only when there seem to be enough.
            while (copied.estimatedDocumentCount() < entries()
                    || copied.countDocuments(Filters.regex("_id", ":(5460|L5460)")) < entries()) {
                if (seconds(begun) > 600) {
                    throw new NotMeasurable("Not copied within ten minutes");
                }
                Thread.sleep(250);
            }
            return new Run(seconds(ready), seconds(begun));
        }
    }

    private static void publish(County county) {
        var codec = new EventCodec(DirectoryEntry.class);
        try (var producer =
                new KafkaProducer<>(
                        Map.<String, Object>of(
                                "bootstrap.servers", county.bootstrapServers(), "linger.ms", 20),
                        new StringSerializer(),
                        new ByteArraySerializer())) {
            for (int village = 0; village < GRIDS / GRIDS_A_VILLAGE; village++) {
                var code = "5460%05d%03d".formatted(21_200 + village / 100, 200 + village % 100);
                send(
                        producer,
                        codec,
                        "division:",
                        new DivisionState(
                                code,
                                "村" + village,
                                "village",
                                code.substring(0, 9) + "000",
                                null,
                                null,
                                null,
                                null));
                for (int grid = 1; grid <= GRIDS_A_VILLAGE; grid++) {
                    var its = code + "%03d".formatted(grid);
                    send(
                            producer,
                            codec,
                            "grid:",
                            new GridState(its, "网格" + grid, "BASIC", code, List.of("L" + its)));
                    send(
                            producer,
                            codec,
                            "member:",
                            new MemberState(
                                    "L" + its, "LEAD", its, "zh", "s".repeat(200), null, null));
                }
            }
        }
    }

    private static void send(
            KafkaProducer<String, byte[]> producer,
            EventCodec codec,
            String type,
            DirectoryEntry entry) {
        var _ =
                producer.send(
                        new ProducerRecord<>(
                                Topics.GRIDS,
                                type + entry.code(),
                                codec.cloudEvent(
                                        "/grid-service",
                                        entry.code(),
                                        1,
                                        entry,
                                        "bench",
                                        Instant.EPOCH)));
    }

    private static double seconds(long since) {
        return (System.nanoTime() - since) / 1e9;
    }
}
