package dev.wangge.platform.door;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wangge.platform.door.Gate.Granted;
import dev.wangge.platform.door.Gate.NotMine;
import dev.wangge.platform.door.Gate.Stranger;
import dev.wangge.platform.door.Gate.Verdict;
import dev.wangge.platform.seal.SignedLink;
import dev.wangge.platform.seal.Vault;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockHttpServletRequest;

class LinkGateTest {
    private static final Instant EXPIRES = Instant.parse("2026-12-01T00:00:00Z");
    private final Vault vault = new Vault(new byte[32]);
    private final String token =
            new SignedLink(UUID.randomUUID(), UUID.randomUUID(), "M-1", EXPIRES).token(vault);
    private Instant now = EXPIRES.minusSeconds(1);
    private final LinkGate gate = new LinkGate(vault, () -> now);

    private Verdict look(String path) {
        return gate.look(path, new MockHttpServletRequest("GET", path));
    }

    @Test
    void whoHoldsALinkPassesAndIsCountedByIt() {
        for (var path : List.of("/l/" + token, "/z/" + token, "/l/" + token + "/photos/1")) {
            assertThat(look(path)).as(path).isEqualTo(new Granted(token));
        }
    }

    @Test
    void itGrantsUntilItEndsAndNotThen() {
        now = EXPIRES.minusMillis(1);
        assertThat(look("/l/" + token)).isInstanceOf(Granted.class);
        now = EXPIRES;
        assertThat(look("/l/" + token)).isEqualTo(new Stranger());
    }

    @Test
    void whatWeDidNotSignIsAStrangers() {
        var other = new byte[32];
        other[0] = 1;
        var forged =
                new SignedLink(UUID.randomUUID(), UUID.randomUUID(), "M-1", EXPIRES)
                        .token(new Vault(other));
        for (var path :
                List.of("/l/" + forged, "/l/", "/l//" + token, "/z/unknown", "/l/x/" + token)) {
            assertThat(look(path)).as(path).isEqualTo(new Stranger());
        }
    }

    @Test
    void otherAddressesAreNotItsOwn() {
        for (var path : List.of("/a/x", "/callbacks/x", "/api/v1/cases", "/", "", "/L/" + token)) {
            assertThat(look(path)).as(path).isEqualTo(new NotMine());
        }
    }
}
