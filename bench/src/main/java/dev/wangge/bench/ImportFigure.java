package dev.wangge.bench;

import dev.wangge.bench.system.County;
import dev.wangge.bench.system.Member;
import dev.wangge.bench.system.MemberJvm;
import dev.wangge.bench.system.NotMeasurable;
import dev.wangge.contracts.Topics;
import dev.wangge.quickstart.disk.Directories;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;

/**
 * How long a country's divisions take to be stored, and to be published, in a grid-service with 512
 * MB of heap, uploaded through the gateway.
 */
final class ImportFigure {
    private static final double STORED_SECONDS = 60;
    private static final double PUBLISHED_SECONDS = 120;
    private static final String CSV = "text/csv; charset=utf-8";
    private static final String PATH = "/api/v1/divisions:import";
    private static final Pattern HEAP =
            Pattern.compile("jvm_memory_used_bytes\\{area=\"heap\".*} ([0-9.E]+)");

    private ImportFigure() {}

    static Figure measure(BenchSettings settings) throws IOException, InterruptedException {
        var directory = Directories.fresh(settings.directory("import"));
        var file = GeneratedDivisions.write(directory.resolve("divisions.csv"), settings.seed());
        try (var county = settings.county(directory)) {
            county.start(List.of(Member.GRID_SERVICE, Member.GATEWAY));
            var token = county.token("province-admin");
            long before = published(county);
            var heap = new AtomicLong();
            var watch = watch(county, heap);
            long begun = System.nanoTime();
            var answer = county.post(PATH, CSV, file, token);
            double stored = seconds(begun);
            Bench.say("  stored in %.1f s: %s".formatted(stored, answer));
            if (!answer.contains("\"created\":" + GeneratedDivisions.ROWS)) {
                throw new NotMeasurable("Not all were created: " + answer);
            }
            long committed = System.nanoTime();
            while (published(county) < before + GeneratedDivisions.ROWS) {
                if (seconds(committed) > 600) {
                    throw new NotMeasurable("Not published within ten minutes");
                }
                Thread.sleep(200);
            }
            double published = seconds(committed);
            Bench.say("  published in %.1f s more".formatted(published));
            long again = System.nanoTime();
            county.post(PATH, CSV, file, county.token("province-admin"));
            double repeated = seconds(again);
            watch.interrupt();
            watch.join();
            return new Figure(
                    "import",
                    "Import of a country's divisions",
                    "700,000 stored in ≤ 60 s with ≤ 512 MB of heap, published in ≤ 120 s more",
                    "stored in %.1f s, published in %.1f s more, heap at most %,d MB of 512"
                            .formatted(stored, published, heap.get() / (1 << 20)),
                    stored <= STORED_SECONDS && published <= PUBLISHED_SECONDS,
                    List.of(
                            "| %,d divisions, %.0f MB | seconds | rows/s |"
                                    .formatted(GeneratedDivisions.ROWS, Files.size(file) / 1e6),
                            "|---|--:|--:|",
                            row("from the first byte sent to the answer: all are stored", stored),
                            row("from then until the broker has the last of them", published),
                            row("the same file again, which changes nothing", repeated)),
                    List.of(
                            "One upload through the gateway into an empty mongod %s; grid-service with %s; the sample county is there already."
                                    .formatted(
                                            county.database().version(),
                                            String.join(
                                                    " ",
                                                    MemberJvm.of(
                                                            Member.GRID_SERVICE, settings.jvm()))),
                            "Heap is the highest of samples of jvm_memory_used_bytes, twice a second, garbage included; the map of names is rebuilt meanwhile."));
        }
    }

    private static String row(String what, double seconds) {
        return "| %s | %.1f | %,.0f |".formatted(what, seconds, GeneratedDivisions.ROWS / seconds);
    }

    static double seconds(long since) {
        return (System.nanoTime() - since) / 1e9;
    }

    static Thread watch(County county, AtomicLong most) {
        return Thread.ofVirtual()
                .start(() -> {
                    try {
                        while (true) {
                            var used =
                                    HEAP.matcher(county.metrics(Member.GRID_SERVICE))
                                            .results()
                                            .mapToDouble(it -> Double.parseDouble(it.group(1)))
                                            .sum();
                            most.accumulateAndGet((long) used, Math::max);
                            Thread.sleep(500);
                        }
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                });
    }

    /** How many records of the directory there are, repeats included. */
    static long published(County county) throws InterruptedException {
        try (var admin = Admin.create(Map.of("bootstrap.servers", county.bootstrapServers()))) {
            var partitions =
                    admin
                            .describeTopics(List.of(Topics.GRIDS))
                            .allTopicNames()
                            .get()
                            .values()
                            .stream()
                            .flatMap(topic ->
                                    topic.partitions().stream()
                                            .map(p ->
                                                    new TopicPartition(
                                                            topic.name(), p.partition())))
                            .collect(
                                    Collectors.toMap(
                                            partition -> partition, any -> OffsetSpec.latest()));
            return admin.listOffsets(partitions).all().get().values().stream()
                    .mapToLong(offset -> offset.offset())
                    .sum();
        } catch (ExecutionException e) {
            throw new NotMeasurable("The broker does not answer: " + e.getCause());
        }
    }
}
