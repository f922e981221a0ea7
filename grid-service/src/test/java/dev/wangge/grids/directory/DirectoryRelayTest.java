package dev.wangge.grids.directory;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.model.Filters;
import dev.wangge.contracts.Topics;
import dev.wangge.contracts.grids.v1.DirectoryEntry;
import dev.wangge.contracts.grids.v1.DirectoryEntry.GridState;
import dev.wangge.platform.event.EventCodec;
import dev.wangge.testing.Engine;
import dev.wangge.testing.FakeBrokers;
import dev.wangge.testing.MovableClock;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.lang.reflect.Proxy;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.PartitionInfo;
import org.bson.Document;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.kafka.core.KafkaOperations;

/** What two instances of the service publish, one of which sleeps in the middle of it. */
class DirectoryRelayTest {
    private static final String GRID = "540328101201001";

    /** More than are read at a time. */
    private static final int GRIDS = 1_200;

    private static final EventCodec CODEC = new EventCodec(DirectoryEntry.class);
    private final MovableClock clock = MovableClock.stopped();
    private final List<byte[]> sent = new ArrayList<>();

    @ParameterizedTest
    @EnumSource
    void whoWasPausedSendsNothingOldWhenHeWakes(Engine engine) {
        try (var stored = new StoredDirectory(engine, clock)) {
            var directory = stored.open();
            directory.save(List.of(grid("旧名")), Map.of(), "test");
            var other = relay(stored.open(), clock);
            var paused =
                    relay(
                            directory,
                            new Interrupted(() -> {
                                clock.forward(Lease.LENGTH.plusSeconds(1));
                                var seen = directory.find(Kind.GRID, GRID).orElseThrow();
                                assertThat(directory.replace(grid("新名"), seen, "test")).isTrue();
                                other.sweep();
                            }));

            paused.sweep();
            assertThat(names()).containsExactly("新名");
            paused.sweep();
            other.sweep();
            assertThat(names()).containsOnly("新名");

            clock.forward(Lease.LENGTH.plusSeconds(1));
            var seen = directory.find(Kind.GRID, GRID).orElseThrow();
            assertThat(directory.replace(grid("又改"), seen, "test")).isTrue();
            paused.sweep();
            assertThat(names()).endsWith("又改");
            assertThat(sent.stream().map(it -> CODEC.read(it).seq()).toList()).isSorted();
        }
    }

    @ParameterizedTest
    @EnumSource
    void anImportIsPublishedOnceAndIsOfNoImportAfterwards(Engine engine) {
        try (var stored = new StoredDirectory(engine, clock)) {
            var directory = stored.open();
            directory.save(grids("新"), Map.of(), "test");
            relay(directory, clock).sweep();

            assertThat(names()).hasSize(GRIDS).containsOnly("新");
            assertThat(events().stream().map(GridState::code)).doesNotHaveDuplicates();
            assertThat(directory.imports().toPublish()).isEmpty();
            assertThat(directory.entries().countDocuments(Filters.exists("import"))).isZero();
        }
    }

    @ParameterizedTest
    @EnumSource
    void whoWasPausedInTheMiddleOfAnImportSendsNothingOldEither(Engine engine) {
        try (var stored = new StoredDirectory(engine, clock)) {
            var directory = stored.open();
            directory.save(grids("旧"), Map.of(), "test");
            var last = GRIDS - 1;
            var other = relay(stored.open(), clock);
            var paused =
                    relay(
                            directory,
                            new Interrupted(() -> {
                                clock.forward(Lease.LENGTH.plusSeconds(1));
                                var seen = directory.find(Kind.GRID, code(last)).orElseThrow();
                                assertThat(directory.replace(grid(last, "新"), seen, "test"))
                                        .isTrue();
                                other.sweep();
                                clock.forward(Lease.LENGTH.plusSeconds(1));
                            }));

            paused.sweep();
            paused.sweep();
            assertThat(events()).hasSize(GRIDS);
            assertThat(
                            events().stream()
                                    .filter(it -> it.code().equals(code(last)))
                                    .map(GridState::name))
                    .containsExactly("新");
            assertThat(directory.imports().toPublish()).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource
    void aPartitionInTroubleHoldsUpItsOwnOnly(Engine engine) {
        var brokers = new FakeBrokers(3);
        try (var stored = new StoredDirectory(engine, clock)) {
            var directory = stored.open();
            var relay = relay(directory, clock, brokers.kafka());
            relay.sweep();
            brokers.troubled(1);
            directory.save(grids("新"), Map.of(), "test");
            relay.sweep();
            relay.sweep();
            var healthy =
                    IntStream.range(0, GRIDS)
                            .mapToObj(i -> Kind.GRID.key(code(i)))
                            .filter(key -> brokers.partition(key) != 1)
                            .toList();
            assertThat(brokers.keys()).containsExactlyInAnyOrderElementsOf(healthy);
            assertThat(directory.imports().toPublish()).hasSize(1);

            // One of each, later: the healthy one goes out, whatever waits before it.
            var renamed =
                    IntStream.range(0, 10)
                            .mapToObj(i -> directory.find(Kind.GRID, code(i)).orElseThrow())
                            .toList();
            for (var seen : renamed) {
                clock.forward(Duration.ofMillis(1));
                var entry = Entry.of(Kind.GRID, seen.code(), seen.code(), named("又改"), null);
                assertThat(directory.replace(entry, seen, "test")).isTrue();
                relay.sweep();
            }
            assertThat(brokers.keys())
                    .hasSize(
                            healthy.size()
                                    + (int)
                                            renamed.stream()
                                                    .map(it -> Kind.GRID.key(it.code()))
                                                    .filter(healthy::contains)
                                                    .count());

            brokers.mended();
            for (int i = 0; i < 4; i++) {
                clock.forward(Duration.ofSeconds(10));
                relay.sweep();
            }
            assertThat(Set.copyOf(brokers.keys())).hasSize(GRIDS);
            assertThat(directory.imports().toPublish()).isEmpty();
            assertThat(
                            directory
                                    .entries()
                                    .countDocuments(
                                            Filters.or(
                                                    Filters.exists("pending"),
                                                    Filters.exists("import"))))
                    .isZero();
        }
    }

    @ParameterizedTest
    @EnumSource
    void whatNobodyTakesIsSetAsideAndHoldsUpNothing(Engine engine) {
        var brokers = new FakeBrokers(3);
        try (var stored = new StoredDirectory(engine, clock)) {
            var directory = stored.open();
            var relay = relay(directory, clock, brokers.kafka());
            relay.sweep();
            brokers.refuse(Kind.GRID.key(code(7))::equals);
            directory.save(grids("新"), Map.of(), "test");

            relay.sweep();
            assertThat(brokers.keys()).hasSize(GRIDS - 1);
            assertThat(directory.imports().toPublish()).isEmpty();
            assertThat(directory.setAside().find(Filters.eq("of", "entries")).first())
                    .containsEntry("key", Kind.GRID.key(code(7)))
                    .containsEntry("type", "wangge.grid.state.v1");

            brokers.refuse(key -> false);
            clock.forward(Duration.ofMinutes(11));
            relay.sweep();
            relay.sweep();
            assertThat(brokers.keys()).hasSize(GRIDS).contains(Kind.GRID.key(code(7)));
        }
    }

    private List<GridState> events() {
        return sent.stream().map(it -> (GridState) CODEC.read(it).event().orElseThrow()).toList();
    }

    private static List<Entry> grids(String name) {
        return IntStream.range(0, GRIDS).mapToObj(i -> grid(i, name)).toList();
    }

    private static Entry grid(int i, String name) {
        return Entry.of(Kind.GRID, code(i), code(i), named(name), null);
    }

    private static Document named(String name) {
        return new Document("name", name).append("kind", "BASIC");
    }

    private static String code(int i) {
        return "54032810%04d001".formatted(1000 + i);
    }

    private List<String> names() {
        return events().stream().map(GridState::name).toList();
    }

    private static Entry grid(String name) {
        var state = new Document("name", name).append("kind", "BASIC");
        return Entry.of(Kind.GRID, GRID, GRID, state, null);
    }

    /**
     * @param dutys what the look at who is on duty goes by, between reading and sending
     */
    private DirectoryRelay relay(Directory directory, Clock dutys) {
        return relay(directory, dutys, broker());
    }

    private DirectoryRelay relay(
            Directory directory, Clock dutys, KafkaOperations<String, byte[]> kafka) {
        return new DirectoryRelay(
                directory,
                new DutyList(directory, new Rosters(directory), dutys, new SimpleMeterRegistry()),
                kafka,
                clock,
                new SimpleMeterRegistry());
    }

    @SuppressWarnings("unchecked")
    private KafkaOperations<String, byte[]> broker() {
        return (KafkaOperations<String, byte[]>)
                Proxy.newProxyInstance(
                        getClass().getClassLoader(),
                        new Class<?>[] {KafkaOperations.class},
                        (proxy, method, arguments) -> {
                            if (method.getName().equals("partitionsFor")) {
                                var node = new Node(1, "localhost", 9092);
                                return List.of(
                                        new PartitionInfo(
                                                Topics.GRIDS,
                                                0,
                                                node,
                                                new Node[] {node},
                                                new Node[] {node}));
                            }
                            sent.add((byte[]) arguments[2]);
                            return CompletableFuture.completedFuture(null);
                        });
    }

    /** Time goes on as everywhere, and once something else comes in between. */
    private final class Interrupted extends Clock {
        private Runnable meanwhile;

        private Interrupted(Runnable meanwhile) {
            this.meanwhile = meanwhile;
        }

        @Override
        public Instant instant() {
            var now = meanwhile;
            meanwhile = () -> {};
            now.run();
            return clock.instant();
        }

        @Override
        public ZoneId getZone() {
            return clock.getZone();
        }

        @Override
        public Clock withZone(ZoneId zone) {
            throw new UnsupportedOperationException();
        }
    }
}
