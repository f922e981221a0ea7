package dev.wangge.platform.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wangge.platform.problem.Problem;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.security.oauth2.jwt.Jwt;

class CallerTest {

    @Test
    void aCountySystemActsForItself() {
        var caller =
                caller(token ->
                        token.subject("county-demo")
                                .claim("roles", List.of("dispatcher"))
                                .claim("divisions", List.of("540328")));

        assertThat(caller.client()).isEqualTo("county-demo");
        assertThat(caller.person()).isNull();
        assertThat(caller.purpose()).isNull();
        assertThat(caller.delegator()).isNull();
        assertThat(caller.by()).isEqualTo("county-demo");
        assertThat(caller.covers("540328101201001")).isTrue();
        assertThat(caller.covers("540302")).isFalse();
    }

    @Test
    void aPersonActsThroughASystem() {
        var caller =
                caller(token ->
                        token.subject("M-1")
                                .claim("client_id", "console")
                                .claim("purpose", "flood watch"));

        assertThat(caller.client()).isEqualTo("console");
        assertThat(caller.person()).isEqualTo("M-1");
        assertThat(caller.purpose()).isEqualTo("flood watch");
        assertThat(caller.by()).isEqualTo("M-1 via console");
        assertThat(caller.roles()).isEmpty();
        assertThat(caller.divisions()).isEmpty();
    }

    @Test
    void aDeputyActsInTheirOwnName() {
        var caller =
                caller(token ->
                        token.subject("M-1")
                                .claim("client_id", "console")
                                .claim("act", Map.of("sub", "M-2")));

        assertThat(caller.delegator()).isEqualTo("M-1");
        assertThat(caller.by()).isEqualTo("M-2 via console");
        assertThat(caller.over(_ -> List.of("54")).delegator()).isEqualTo("M-1");
    }

    @Test
    void aSystemActsForWhomItsTokenSays() {
        var divisions = List.of("540328");
        var silent = caller(token -> token.subject("x").claim("divisions", divisions));
        var nobody =
                caller(token ->
                        token.subject("x")
                                .claim("divisions", divisions)
                                .claim("acts_for", List.of()));
        var few =
                caller(token ->
                        token.subject("x")
                                .claim("divisions", divisions)
                                .claim("acts_for", List.of("540328101")));

        assertThatCode(() -> silent.requireActingFor("540328101001001")).doesNotThrowAnyException();
        assertThatCode(() -> few.requireActingFor("540328101001001")).doesNotThrowAnyException();
        assertThatThrownBy(() -> few.requireActingFor("540328102001001"))
                .hasMessage("This client does not act for members there");
        assertThatThrownBy(() -> nobody.requireActingFor("540328101001001"))
                .isInstanceOfSatisfying(
                        Problem.class,
                        refused -> assertThat(refused.slug()).isEqualTo("not-acting-for"));
    }

    @ParameterizedTest
    @EnumSource
    void noRoleHoldsAnother(Role role) {
        var caller = caller(token -> token.subject("x").claim("roles", List.of(role.spelled())));

        for (var other : Role.values()) {
            assertThat(caller.is(other)).as(other.spelled()).isEqualTo(role.equals(other));
            if (role.equals(other)) {
                assertThatCode(() -> caller.require(other)).doesNotThrowAnyException();
            } else {
                assertThatThrownBy(() -> caller.require(other))
                        .isInstanceOfSatisfying(
                                Problem.class,
                                refused -> assertThat(refused.slug()).isEqualTo("not-permitted"));
            }
        }
    }

    /** A gateway that is newer than a service gives roles which the service does not know. */
    @Test
    void aRoleThatIsNotKnownGivesNothingAndTakesNothing() {
        var caller =
                caller(token ->
                        token.subject("x")
                                .claim("roles", List.of("emperor", "handler", "DISPATCHER")));

        assertThat(caller.roles()).containsExactly(Role.HANDLER);
    }

    @Test
    void whoIsRefusedReadsTheRolesAsTokensSpellThem() {
        var caller = caller(token -> token.subject("x").claim("roles", List.of("handler")));

        assertThatThrownBy(() -> caller.require(Role.ADMIN, Role.SYSTEM_ADMIN))
                .hasMessage("This needs the role admin or system-admin");
    }

    private static Caller caller(Consumer<Jwt.Builder> claims) {
        var token = Jwt.withTokenValue("x").header("alg", "RS256");
        claims.accept(token);
        return Caller.of(token.build());
    }
}
