package dev.wangge.gateway.account;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.model.Filters;
import dev.wangge.contracts.grids.v1.DirectoryEntry.LeaveState;
import dev.wangge.contracts.grids.v1.DirectoryEntry.MemberState;
import dev.wangge.contracts.grids.v1.DirectoryEntry.UnitState;
import dev.wangge.gateway.GatewaySettings;
import dev.wangge.gateway.account.Proofs.Tried;
import dev.wangge.gateway.rights.Subjects;
import dev.wangge.gateway.roster.Roster;
import dev.wangge.platform.seal.Vault;
import dev.wangge.platform.security.Role;
import dev.wangge.platform.security.TokenSettings;
import dev.wangge.testing.Infrastructure;
import dev.wangge.testing.MovableClock;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.data.mongodb.core.MongoTemplate;
import org.springframework.mock.env.MockEnvironment;

@ExtendWith(OutputCaptureExtension.class)
class FirstAccountsTest {
    private static final Pattern LINK =
            Pattern.compile("https://county\\.example/password/([\\w-]{22})");
    private static final String CHOSEN = "eighteen yaks on the pass";

    private final MovableClock clock = MovableClock.stopped();
    private final Vault vault = new Vault(new byte[32]);
    private final Passwords passwords = new Passwords();
    private final MongoClient client = MongoClients.create(Infrastructure.embedded());
    private final MongoTemplate mongo = new MongoTemplate(client, "test-" + UUID.randomUUID());
    private final AccountStore store = new AccountStore(mongo, vault, _ -> {}, clock);
    private final KnownAs knownAs = new KnownAs(mongo);
    private final Accounts accounts =
            new Accounts(
                    store,
                    new EmptyRoster(),
                    knownAs,
                    passwords,
                    new Subjects(
                            mongo, new GatewaySettings(List.of(), List.of(), Map.of()), _ -> {}),
                    settings(null),
                    clock);

    private static AccountSettings settings(@Nullable String password) {
        return new AccountSettings("first", List.of("54"), Duration.ofHours(12), password);
    }

    @AfterEach
    void close() {
        client.close();
    }

    private void start(@Nullable String password, String... profiles) {
        var environment = new MockEnvironment();
        environment.setActiveProfiles(profiles);
        new FirstAccounts(
                        store,
                        knownAs,
                        passwords,
                        settings(password),
                        new TokenSettings("https://county.example", "x", "x", List.of()),
                        environment,
                        clock)
                .open();
    }

    private Demonstrated demonstrated(@Nullable String password, String... profiles) {
        var environment = new MockEnvironment();
        environment.setActiveProfiles(profiles);
        return new Demonstrated(
                new Proofs(store, passwords, vault, new SimpleMeterRegistry(), clock),
                settings(password),
                environment);
    }

    private static List<String> links(CapturedOutput output) {
        return LINK.matcher(output.getAll()).results().map(found -> found.group(1)).toList();
    }

    @Test
    void theFirstAdministratorsLinkIsInTheLogOnceUntilItEnds(CapturedOutput output) {
        start(null);
        start(null);
        assertThat(links(output)).hasSize(1);
        assertThat(accounts.invitedBy(links(output).getFirst()).orElseThrow().roles())
                .containsExactly(Role.SECURITY_ADMIN);

        clock.forward(Duration.ofDays(4));
        assertThat(accounts.invitedBy(links(output).getFirst())).isEmpty();
        start(null);
        assertThat(links(output)).hasSize(2);
        assertThat(accounts.chooseByLink(links(output).getLast(), CHOSEN)).isTrue();
        assertThat(accounts.chooseByLink(links(output).getLast(), CHOSEN)).isFalse();

        clock.forward(Duration.ofDays(4));
        start(null);
        assertThat(links(output)).hasSize(2);
    }

    @Test
    void aDemonstrationHasSomebodyForEachRole(CapturedOutput output) {
        start("a-b-c-d", "demonstration");

        assertThat(links(output)).isEmpty();
        for (var role : Role.values()) {
            var one = store.find(role.spelled()).orElseThrow();
            assertThat(one.roles()).containsExactly(role);
            assertThat(passwords.matches("a-b-c-d", one.password())).isTrue();
        }
        assertThat(store.list(Filters.empty(), null, 100)).hasSize(Role.values().length);
    }

    @Test
    void aPageMayTypeTheirPasswordThereAndNowhereElse() {
        start("a-b-c-d", "demonstration");
        var there = demonstrated("a-b-c-d", "demonstration");

        assertThat(there.everybody()).hasSize(Role.values().length);
        assertThat(there.as("dispatcher"))
                .isInstanceOfSatisfying(
                        Tried.Right.class,
                        right -> assertThat(right.account().id()).isEqualTo("dispatcher"));
        assertThat(there.as("somebody-else")).isInstanceOf(Tried.Wrong.class);

        accounts.choose("handler", CHOSEN);
        assertThat(there.as("handler")).as("it is theirs now").isInstanceOf(Tried.Wrong.class);

        for (var elsewhere :
                List.of(
                        demonstrated("a-b-c-d"),
                        demonstrated(" ", "demonstration"),
                        demonstrated(null, "demonstration"))) {
            assertThat(elsewhere.everybody()).isEmpty();
            assertThat(elsewhere.as("dispatcher")).isInstanceOf(Tried.Wrong.class);
        }
    }

    @Test
    void whoSignedInIsInForTwelveHoursAtMost() {
        start("a-b-c-d", "demonstration");
        clock.forward(Duration.ofSeconds(1));
        var at = clock.instant();

        clock.forward(Duration.ofHours(12).minusSeconds(1));
        assertThat(accounts.signedIn("dispatcher", at)).isPresent();
        clock.forward(Duration.ofSeconds(1));
        assertThat(accounts.signedIn("dispatcher", at)).isEmpty();

        var again = clock.instant();
        clock.forward(Duration.ofSeconds(1));
        accounts.signOutEverywhere("dispatcher");
        assertThat(accounts.signedIn("dispatcher", again)).isEmpty();
        assertThat(accounts.signedIn("dispatcher", clock.instant())).isPresent();
        assertThat(accounts.endedSince(again))
                .extracting(Account::id)
                .containsExactly("dispatcher");
    }

    @Test
    void aKnownPasswordIsForDemonstrationsOnly(CapturedOutput output) {
        start("a-b-c-d");

        assertThat(links(output)).hasSize(1);
        assertThat(
                        Arrays.stream(Role.values())
                                .map(Role::spelled)
                                .flatMap(id -> store.find(id).stream()))
                .isEmpty();
    }

    static final class EmptyRoster implements Roster {
        @Override
        public boolean isEmpty() {
            return true;
        }

        @Override
        public Map<String, MemberState> members(Collection<String> codes) {
            return Map.of();
        }

        @Override
        public List<LeaveState> leavesAt(Instant time) {
            return List.of();
        }

        @Override
        public Optional<UnitState> unit(String code) {
            return Optional.empty();
        }
    }
}
