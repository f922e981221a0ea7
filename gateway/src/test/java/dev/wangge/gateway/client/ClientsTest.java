package dev.wangge.gateway.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import dev.wangge.gateway.GatewaySettings;
import dev.wangge.gateway.audit.AuditEvent;
import dev.wangge.gateway.audit.AuditedChange;
import dev.wangge.gateway.client.Client.Refusal;
import dev.wangge.gateway.client.ClientForm.Said;
import dev.wangge.gateway.client.Clients.Made;
import dev.wangge.gateway.rights.Rights;
import dev.wangge.gateway.rights.Subjects;
import dev.wangge.platform.life.CannotServe;
import dev.wangge.platform.problem.Problem;
import dev.wangge.platform.security.Caller;
import dev.wangge.platform.security.Role;
import dev.wangge.testing.DatabaseReads;
import dev.wangge.testing.Infrastructure;
import dev.wangge.testing.MovableClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.bson.Document;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.data.mongodb.core.MongoTemplate;

class ClientsTest {
    private static final String ANYWHERE = "198.51.100.7";

    private final MovableClock clock = MovableClock.stopped();
    private final List<String> told = new ArrayList<>();
    private final List<String> trail = new ArrayList<>();
    private boolean killed;
    private @Nullable MongoClient connection;

    static Stream<String> engines() {
        return Stream.of(Infrastructure.embedded(), Infrastructure.database()).distinct();
    }

    @AfterEach
    void close() {
        if (connection != null) {
            connection.close();
        }
    }

    private MongoTemplate mongo(String engine) {
        connection = MongoClients.create(engine);
        return new MongoTemplate(connection, "test-" + UUID.randomUUID());
    }

    private Clients clients(String engine) {
        return clients(mongo(engine), settings());
    }

    private Clients clients(MongoTemplate mongo, GatewaySettings settings) {
        var store = new ClientStore(mongo, this::take, clock);
        store.index();
        return new Clients(
                new ConfiguredClients(settings),
                store,
                new Subjects(mongo, settings, event -> told.add(event.toString())),
                "zhuoma"::equals,
                clock);
    }

    private void take(Document note) {
        if (killed) {
            throw new IllegalStateException("killed");
        }
        trail.add(note.getString("event") + " " + note.getString("about"));
    }

    /** What was done stands in the trail once, and nothing is done that does not. */
    @ParameterizedTest
    @MethodSource("engines")
    void whoeverIsKilledBetweenLeavesChangeAndRecord(String engine) {
        var mongo = mongo(engine);
        var clients = clients(mongo, settings());
        var store = new ClientStore(mongo, this::take, clock);
        var said = said("water", "540328", null);
        var less = said("water", "540328", clock.instant().plusSeconds(3_600));
        var commands =
                List.<Consumer<Clients>>of(
                        it -> it.open(said, keeper("54")),
                        it -> it.change("water", less, null, keeper("54")),
                        it -> it.rotate("water", Duration.ZERO, null, keeper("54")),
                        it -> it.disable("water", true, null, keeper("54")),
                        it -> it.disable("water", false, null, keeper("54")));
        for (int i = 0; i < commands.size(); i++) {
            var command = commands.get(i);
            killed = true;
            assertThatThrownBy(() -> command.accept(clients)).hasMessage("killed");
            assertThat(clients.find("water").orElseThrow().version()).isEqualTo(i + 1);
            killed = false;
            clock.forward(Duration.ofSeconds(11));
            store.tellLeftBehind();
            store.tellLeftBehind();
        }

        assertThat(trail)
                .containsExactly(
                        "CLIENT_OPENED water",
                        "CLIENT_CHANGED water",
                        "CLIENT_ROTATED water",
                        "CLIENT_DISABLED water",
                        "CLIENT_ENABLED water");
        assertThat(clients.find("water").orElseThrow().expiresAt()).isNotNull();
        var _ = clients.change("water", said, null, keeper("54"));
        assertThat(clients.find("water").orElseThrow().expiresAt()).isNull();
    }

    private static GatewaySettings settings(GatewaySettings.Client... configured) {
        return new GatewaySettings(List.of(configured), List.of(), Map.of());
    }

    private static GatewaySettings.Client configured(String id, String division, Role... roles) {
        return new GatewaySettings.Client(
                id, "{noop}x", List.of(division), List.of(roles), null, null);
    }

    private static Caller keeper(String division) {
        return Caller.system("keeper-" + division, Set.of(Role.SYSTEM_ADMIN), List.of(division));
    }

    private static Said said(String id, String division, @Nullable Instant expiresAt) {
        return new Said(
                id,
                "A system",
                new Rights(EnumSet.of(Role.REPORTER), List.of(division)),
                List.of(),
                List.of(),
                List.of(),
                null,
                expiresAt);
    }

    private boolean isRight(Clients clients, String id, @Nullable String secret) {
        var client = clients.find(id).orElseThrow();
        return ClientSecret.isOneOf(String.valueOf(secret), client.encodedSecret(clock.instant()));
    }

    private static String refusal(Runnable asked) {
        try {
            asked.run();
            return "";
        } catch (Problem refused) {
            return refused.slug();
        }
    }

    @ParameterizedTest
    @MethodSource("engines")
    void theSecretBeforeGoesOnForAsLongAsWasSaid(String engine) {
        var clients = clients(engine);
        var first = clients.open(said("water", "540328", null), keeper("54")).secret();
        var second = clients.rotate("water", Duration.ofDays(7), null, keeper("54")).secret();

        assertThat(first).hasSize(43).isNotEqualTo(second);
        assertThat(isRight(clients, "water", first)).isTrue();
        assertThat(isRight(clients, "water", second)).isTrue();
        assertThat(isRight(clients, "water", "x")).isFalse();
        assertThat(told).as("tokens go on").isEmpty();

        clock.forward(Duration.ofDays(7).minusMillis(1));
        assertThat(isRight(clients, "water", first)).isTrue();
        clock.forward(Duration.ofMillis(1));
        assertThat(isRight(clients, "water", first)).isFalse();
        assertThat(isRight(clients, "water", second)).isTrue();

        var third = clients.rotate("water", Duration.ZERO, null, keeper("54")).secret();
        assertThat(isRight(clients, "water", second)).isFalse();
        assertThat(isRight(clients, "water", third)).isTrue();
        assertThat(told).as("whoever found the old one may have some").hasSize(1);
    }

    @ParameterizedTest
    @MethodSource("engines")
    void anotherRotationLengthensNothingAndOnlyFiveAreGoodAtOnce(String engine) {
        var clients = clients(engine);
        var first = clients.open(said("water", "540328", null), keeper("54")).secret();
        var _ = clients.rotate("water", Duration.ofDays(1), null, keeper("54"));
        var _ = clients.rotate("water", Duration.ofDays(90), null, keeper("54"));
        assertThat(isRight(clients, "water", first)).isTrue();
        clock.forward(Duration.ofDays(1));
        assertThat(isRight(clients, "water", first)).isFalse();

        var sixth = clients.rotate("water", Duration.ofDays(90), null, keeper("54")).secret();
        for (int i = 0; i < 4; i++) {
            assertThat(isRight(clients, "water", sixth)).isTrue();
            var _ = clients.rotate("water", Duration.ofDays(90), null, keeper("54"));
        }
        assertThat(isRight(clients, "water", sixth)).isTrue();
        var _ = clients.rotate("water", Duration.ofDays(90), null, keeper("54"));
        assertThat(isRight(clients, "water", sixth)).isFalse();
    }

    /** One of them learns that it was changed meanwhile; each secret that was shown is good. */
    @ParameterizedTest
    @MethodSource("engines")
    void ofTwoAdministratorsWhoRotateAtOnceNobodyIsToldASecretThatIsNone(String engine) {
        var clients = clients(engine);
        var _ = clients.open(said("water", "540328", null), keeper("54"));
        var version = "\"1\"";
        var rotated =
                IntStream.range(0, 8)
                        .mapToObj(_ ->
                                CompletableFuture.supplyAsync(
                                        () -> {
                                            try {
                                                return clients.rotate(
                                                                "water",
                                                                Duration.ofDays(1),
                                                                version,
                                                                keeper("54"))
                                                        .secret();
                                            } catch (Problem stale) {
                                                return stale.slug();
                                            }
                                        },
                                        Thread::startVirtualThread))
                        .map(CompletableFuture::join)
                        .toList();

        assertThat(rotated).filteredOn("stale-version"::equals).hasSize(7);
        assertThat(rotated)
                .filteredOn(it -> !"stale-version".equals(it))
                .singleElement()
                .matches(secret -> isRight(clients, "water", secret));
        assertThat(clients.find("water").orElseThrow().version()).isEqualTo(2);
    }

    @ParameterizedTest
    @MethodSource("engines")
    void whoNeverGotTheAnswerAsksAgainUntilTheClientUsedItsSecret(String engine) {
        var clients = clients(engine);
        var lost = clients.open(said("water", "540328", null), keeper("54")).secret();
        var again = clients.open(said("water", "540328", null), keeper("54"));

        assertThat(isRight(clients, "water", lost)).isFalse();
        assertThat(isRight(clients, "water", again.secret())).isTrue();
        assertThat(refusal(() -> clients.open(said("water", "540302", null), keeper("54"))))
                .isEqualTo("entry-exists");

        clients.noteUse(again.client(), String.valueOf(again.secret()));
        assertThat(refusal(() -> clients.open(said("water", "540328", null), keeper("54"))))
                .isEqualTo("entry-exists");
        assertThat(isRight(clients, "water", again.secret())).isTrue();
    }

    @ParameterizedTest
    @MethodSource("engines")
    void aUseIsNotedOnceAnHourAndIsNoChange(String engine) {
        var clients = clients(engine);
        var made = clients.open(said("water", "540328", null), keeper("54"));
        var used = clock.instant();
        note(clients, made);
        clock.forward(Duration.ofMinutes(59));
        note(clients, made);
        assertThat(usedAt(clients)).isEqualTo(used);
        clock.forward(Duration.ofMinutes(2));
        note(clients, made);
        assertThat(usedAt(clients)).isEqualTo(clock.instant());
        assertThat(clients.find("water").orElseThrow().version()).isEqualTo(1);
        assertThat(clients.rotate("water", Duration.ofDays(1), "\"1\"", keeper("54")).client())
                .satisfies(it -> assertThat(it.secrets().getLast().usedAt()).isNotNull());
    }

    private static void note(Clients clients, Made made) {
        clients.noteUse(made.client(), String.valueOf(made.secret()));
    }

    private static @Nullable Instant usedAt(Clients clients) {
        return clients.find("water").orElseThrow().secrets().getFirst().usedAt();
    }

    @ParameterizedTest
    @MethodSource("engines")
    void namesAreOfOneKind(String engine) {
        var mongo = mongo(engine);
        var settings = settings(configured("county-demo", "540328", Role.DISPATCHER));
        var clients = clients(mongo, settings);
        var subjects = new Subjects(mongo, settings, _ -> {});

        assertThat(subjects.claim("pema", Subjects.Kind.ACCOUNT)).isTrue();
        assertThat(subjects.claim("pema", Subjects.Kind.ACCOUNT)).as("once more").isTrue();
        for (var taken : List.of("pema", "zhuoma", "county-demo", "console", "system")) {
            assertThat(refusal(() -> clients.open(said(taken, "540328", null), keeper("54"))))
                    .as(taken)
                    .isEqualTo("entry-exists");
        }
        var _ = clients.open(said("water", "540328", null), keeper("54"));
        assertThat(subjects.claim("water", Subjects.Kind.ACCOUNT)).isFalse();
    }

    @ParameterizedTest
    @MethodSource("engines")
    void atTheVerySecondItIsOver(String engine) {
        var clients = clients(engine);
        var over = clock.instant().plusSeconds(60);
        var _ = clients.open(said("water", "540328", over), keeper("54"));
        assertThat(refusal(() -> clients.open(said("late", "54", clock.instant()), keeper("54"))))
                .isEqualTo("invalid-request");

        clock.forward(Duration.ofMillis(59_999));
        assertThat(refused(clients)).isEmpty();
        clock.forward(Duration.ofMillis(1));
        assertThat(refused(clients)).contains(Refusal.EXPIRED);

        var longer = said("water", "540328", over.plusSeconds(60));
        var _ = clients.change("water", longer, null, keeper("54"));
        assertThat(refused(clients)).isEmpty();
        var _ = clients.disable("water", true, null, keeper("54"));
        assertThat(refused(clients)).contains(Refusal.DISABLED);
        var _ = clients.disable("water", false, null, keeper("54"));
        assertThat(refused(clients)).isEmpty();
    }

    private Optional<Refusal> refused(Clients clients) {
        return clients.find("water").orElseThrow().refusal(clock.instant(), ANYWHERE);
    }

    @ParameterizedTest
    @MethodSource("engines")
    void whatLiesInAnotherCountyIsNotThere(String engine) {
        var clients =
                clients(
                        mongo(engine),
                        settings(configured("neighbour-demo", "540302", Role.DISPATCHER)));
        var _ = clients.open(said("water", "540328", null), keeper("54"));
        var neighbour = keeper("540302");

        assertThat(refusal(() -> clients.one("water", neighbour))).isEqualTo("no-such-client");
        assertThat(refusal(() -> clients.rotate("water", Duration.ZERO, null, neighbour)))
                .isEqualTo("no-such-client");
        assertThat(refusal(() -> clients.disable("water", true, null, neighbour)))
                .isEqualTo("no-such-client");
        assertThat(refusal(() -> clients.open(said("water", "540302", null), neighbour)))
                .isEqualTo("entry-exists");
        assertThat(refusal(() -> clients.open(said("mine", "540328", null), neighbour)))
                .isEqualTo("outside-scope");
        assertThat(ids(clients.list(Optional.empty(), neighbour, 10, null)))
                .containsExactly("neighbour-demo");
        // What is configured is seen, and left as it is.
        assertThat(refusal(() -> clients.rotate("neighbour-demo", Duration.ZERO, null, neighbour)))
                .isEqualTo("configured-client");
        assertThat(clients.one("neighbour-demo", neighbour).actsFor()).containsExactly("540302");
    }

    @ParameterizedTest
    @MethodSource("engines")
    void noClientDecidesAboutItself(String engine) {
        var clients = clients(engine);
        var _ = clients.open(said("keeper-54", "540328", null), keeper("65", "54"));

        assertThat(refusal(() -> clients.rotate("keeper-54", Duration.ZERO, null, keeper("54"))))
                .isEqualTo("same-person");
    }

    private static Caller keeper(String name, String division) {
        return Caller.system(name, Set.of(Role.SYSTEM_ADMIN), List.of(division));
    }

    @ParameterizedTest
    @MethodSource("engines")
    void whatIsChangedEndsTokensAndWhatItIsCalledDoesNot(String engine) {
        var clients = clients(engine);
        var said = said("water", "540328", null);
        var _ = clients.open(said, keeper("54"));
        var before = clock.instant().minusSeconds(1);
        assertThat(clients.endedSince(before)).isEmpty();
        var renamed =
                new Said(
                        "water", "水利局", said.rights(), List.of(), List.of(), List.of(), null, null);
        var _ = clients.change("water", renamed, null, keeper("54"));
        assertThat(clients.endedSince(before)).isEmpty();
        var same = clients.change("water", renamed, null, keeper("54"));
        assertThat(same.version()).isEqualTo(2);

        var less =
                new Said(
                        "water",
                        "水利局",
                        said.rights(),
                        List.of("540328101"),
                        List.of("540328-water"),
                        List.of(),
                        5,
                        null);
        var changed = clients.change("water", less, "\"2\"", keeper("54"));
        assertThat(changed.tokensFrom()).isEqualTo(clock.instant());
        assertThat(ids(clients.endedSince(before))).containsExactly("water");
        assertThat(clients.find("water")).contains(changed);
        assertThat(refusal(() -> clients.change("water", renamed, "\"2\"", keeper("54"))))
                .isEqualTo("stale-version");
    }

    @Test
    void tenThousandAreListedFromAnIndex() {
        var mongo = mongo(Infrastructure.database());
        var settings =
                settings(
                        configured("client-00500-configured", "540328", Role.DISPATCHER),
                        configured("zz", "540302", Role.DISPATCHER));
        var clients = clients(mongo, settings);
        var store = new ClientStore(mongo, _ -> {}, clock);
        for (int i = 0; i < 10_000; i++) {
            var id = "client-%05d".formatted(i);
            var client = client(id, i % 10 == 0 ? "540302" : "540328" + (i % 10 == 1 ? "101" : ""));
            assertThat(
                            store.add(
                                    client,
                                    new AuditedChange(
                                            AuditEvent.CLIENT_OPENED, "x", "x", null, id, null)))
                    .isTrue();
        }
        var seen = new ArrayList<String>();
        var reads =
                DatabaseReads.during(
                        mongo,
                        "clients",
                        201,
                        () -> {
                            String after = null;
                            do {
                                var page =
                                        clients.list(
                                                Optional.empty(), keeper("540328"), 201, after);
                                var shown = page.subList(0, Math.min(200, page.size()));
                                seen.addAll(ids(shown));
                                after = page.size() > 200 ? seen.getLast() : null;
                            } while (after != null);
                        });

        assertThat(seen)
                .hasSize(9_001)
                .isSorted()
                .doesNotHaveDuplicates()
                .contains("client-00500-configured", "client-00001")
                .doesNotContain("zz", "client-00500");
        assertThat(reads).hasSizeGreaterThan(40).allSatisfy(DatabaseReads.Read::assertFrugal);
    }

    private Client client(String id, String division) {
        return new Client(
                id,
                1,
                id,
                Client.Source.STORED,
                new Rights(EnumSet.of(Role.REPORTER), List.of(division)),
                List.of(),
                List.of(),
                List.of(),
                null,
                null,
                false,
                List.of(ClientSecret.issued("x", clock.instant())),
                null,
                clock.instant(),
                "test");
    }

    private static List<String> ids(List<Client> clients) {
        return clients.stream().map(Client::id).toList();
    }

    @Test
    void aConfiguredOneThatHoldsTwoHatsStopsTheStart() {
        var two = settings(configured("two-hats", "54", Role.SYSTEM_ADMIN, Role.DISPATCHER));

        assertThatThrownBy(() -> new ConfiguredClients(two))
                .isInstanceOf(CannotServe.class)
                .hasMessageContaining("two-hats")
                .hasMessageContaining("each stand alone")
                .hasMessageNotContaining("{noop}x");
    }

    @ParameterizedTest
    @CsvSource({
        "192.0.2.0/24, 192.0.2.200, true",
        "192.0.2.0/24, 192.0.3.1, false",
        "192.0.2.7, 192.0.2.7, true",
        "192.0.2.7, 192.0.2.8, false",
        "2001:db8::/32, 2001:db8:0:0:0:0:0:9, true",
        "2001:db8::/32, 2001:db9::1, false",
        "192.0.2.0/24, 2001:db8::1, false",
        "192.0.2.0/24, '', false",
        "0.0.0.0/0, 198.51.100.7, true"
    })
    void anAddressLiesInARangeOrNot(String range, String address, boolean holds) {
        assertThat(AddressRange.of(range).orElseThrow().holds(address)).isEqualTo(holds);
    }

    @ParameterizedTest
    @CsvSource({
        "192.0.2.0/33",
        "192.0.2",
        "192.0.2.256",
        "localhost",
        "example.com/24",
        "2001:db8::/129",
        "fe80::1%eth0",
        "192.0.2.0/",
        "''"
    })
    void whatIsNoAddressIsNone(String written) {
        assertThat(AddressRange.of(written)).isEmpty();
    }
}
