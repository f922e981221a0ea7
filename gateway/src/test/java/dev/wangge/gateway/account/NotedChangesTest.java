package dev.wangge.gateway.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import dev.wangge.gateway.GatewaySettings;
import dev.wangge.gateway.account.AccountForm.Said;
import dev.wangge.gateway.account.Work.Attendance;
import dev.wangge.gateway.account.Work.HandedOn;
import dev.wangge.gateway.account.Work.Presence;
import dev.wangge.gateway.rights.Rights;
import dev.wangge.gateway.rights.Subjects;
import dev.wangge.platform.problem.Problem;
import dev.wangge.platform.seal.Vault;
import dev.wangge.platform.security.Caller;
import dev.wangge.platform.security.Role;
import dev.wangge.testing.Engine;
import dev.wangge.testing.MovableClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import org.bson.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.data.mongodb.core.MongoTemplate;

/** No account changes without its record, wherever the gateway is killed; and each has one. */
class NotedChangesTest {
    private static final Caller SECURITY =
            new Caller(
                    "console",
                    "tashi",
                    Set.of(Role.SECURITY_ADMIN),
                    List.of("54"),
                    List.of(),
                    List.of(),
                    null,
                    null);
    private static final Said PEMA =
            new Said(
                    "pema",
                    "白玛",
                    null,
                    new Rights(Set.of(Role.DISPATCHER), List.of("540328")),
                    List.of(),
                    Set.of());
    private static final String PASSWORD = "eighteen yaks on the pass";

    private final MovableClock clock = MovableClock.stopped();
    private final Vault vault = new Vault(new byte[32]);
    private final List<String> trail = new ArrayList<>();
    private final List<MongoClient> clients = new ArrayList<>();
    private boolean killed;

    @AfterEach
    void close() {
        clients.forEach(MongoClient::close);
    }

    private AccountStore store(Engine engine) {
        var client = MongoClients.create(engine.uri());
        clients.add(client);
        return new AccountStore(
                new MongoTemplate(client, "test-" + UUID.randomUUID()), vault, this::take, clock);
    }

    private void take(Document note) {
        if (killed) {
            throw new IllegalStateException("killed");
        }
        trail.add(
                "%s %s by %s"
                        .formatted(
                                note.getString("event"),
                                note.getString("about"),
                                note.getString("by")));
    }

    private Accounts accounts(AccountStore store) {
        return new Accounts(
                store,
                new FirstAccountsTest.EmptyRoster(),
                new KnownAs(new MongoTemplate(clients.getLast(), "test-" + UUID.randomUUID())),
                new Passwords(),
                new Subjects(
                        new MongoTemplate(clients.getFirst(), "test-" + UUID.randomUUID()),
                        new GatewaySettings(List.of(), List.of(), Map.of()),
                        _ -> {}),
                new AccountSettings("first", List.of("54"), Duration.ofHours(12), null),
                clock);
    }

    private Map<String, Consumer<Accounts>> commands() {
        var commands = new LinkedHashMap<String, Consumer<Accounts>>();
        commands.put("ACCOUNT_OPENED pema by tashi via console", it -> it.open(PEMA, SECURITY));
        var changed =
                new Said(
                        "pema",
                        "白玛",
                        "M-1",
                        new Rights(Set.of(Role.VERIFIER), List.of("540328")),
                        List.of("U-1"),
                        Set.of());
        commands.put(
                "ACCOUNT_CHANGED pema by tashi via console",
                it -> it.change("pema", changed, null, SECURITY));
        for (var action : AccountAction.values()) {
            commands.put(
                    action.noted() + " pema by tashi via console",
                    it -> it.act("pema", action, null, SECURITY));
        }
        var handedOn = new HandedOn("dolma", clock.instant().plus(Duration.ofDays(1)));
        commands.put(
                "WORK_HANDED_ON pema by tashi via console",
                it -> it.handOn(it.one("pema", SECURITY), handedOn, SECURITY));
        commands.put(
                "WORK_TAKEN_BACK pema by tashi via console",
                it -> it.handOn(it.one("pema", SECURITY), null, SECURITY));
        commands.put(
                "ATTENDANCE_CHANGED pema by system",
                it ->
                        it.attends(
                                it.one("pema", SECURITY),
                                new Attendance(Presence.SERVES, null, List.of(), List.of())));
        commands.put("PASSWORD_CHOSEN pema by M-1", it -> it.choose("pema", PASSWORD));
        commands.put("SIGNED_OUT_EVERYWHERE pema by M-1", it -> it.signOutEverywhere("pema"));
        return commands;
    }

    @ParameterizedTest
    @EnumSource
    void eachCommandHasItsRecordAlsoOfWhoeverIsKilledAfterIt(Engine engine) {
        var store = store(engine);
        var accounts = accounts(store);
        store.createIndex();
        commands()
                .forEach((noted, command) -> {
                    killed = true;
                    assertThatThrownBy(() -> command.accept(accounts))
                            .as(noted)
                            .hasMessage("killed");
                    killed = false;
                    // The change is there; so is, a while after, its record, and once.
                    assertThat(store.find("pema")).isPresent();
                    store.tellLeftBehind();
                    assertThat(trail).as(noted).doesNotContain(noted);
                    clock.forward(Duration.ofSeconds(11));
                    store.tellLeftBehind();
                    store.tellLeftBehind();
                    assertThat(trail).as(noted).containsOnlyOnce(noted);
                    trail.clear();
                });
        assertThat(accounts.signedIn("pema", clock.instant())).isPresent();
    }

    @ParameterizedTest
    @EnumSource
    void whatChangesNothingHasNone(Engine engine) {
        var accounts = accounts(store(engine));
        accounts.open(PEMA, SECURITY);
        accounts.change("pema", PEMA, null, SECURITY);
        assertThatThrownBy(() -> accounts.act("pema", AccountAction.DISABLE, "\"7\"", SECURITY))
                .isInstanceOf(Problem.class);
        assertThatThrownBy(() ->
                        accounts.open(
                                new Said(
                                        "pema",
                                        "another",
                                        null,
                                        new Rights(Set.of(Role.HANDLER), List.of("540328")),
                                        List.of(),
                                        Set.of()),
                                SECURITY))
                .isInstanceOf(Problem.class);

        assertThat(trail).containsExactly("ACCOUNT_OPENED pema by tashi via console");
    }

    /** It is opened once, however often that is said; that a new link replaced the old is true. */
    @ParameterizedTest
    @EnumSource
    void whatIsOpenedTwiceIsOpenedOnce(Engine engine) {
        var accounts = accounts(store(engine));
        accounts.open(PEMA, SECURITY);
        accounts.open(PEMA, SECURITY);

        assertThat(trail)
                .containsExactly(
                        "ACCOUNT_OPENED pema by tashi via console",
                        "ACCOUNT_INVITED pema by tashi via console");
    }
}
