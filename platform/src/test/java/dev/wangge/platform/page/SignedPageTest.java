package dev.wangge.platform.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wangge.platform.page.SignedPage.Content;
import dev.wangge.platform.problem.Problem;
import dev.wangge.platform.problem.ProblemType;
import dev.wangge.platform.seal.SignedLink;
import dev.wangge.platform.seal.Vault;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.http.ResponseEntity;
import org.springframework.mock.web.MockHttpServletRequest;

/**
 * The page behind an alert's link, on an old phone, opened late, opened twice, opened by others.
 */
class SignedPageTest {
    private static final Instant EXPIRES = Instant.parse("2026-12-01T00:00:00Z");
    private final Vault vault = new Vault(new byte[32]);
    private final UUID caseId = UUID.randomUUID();
    private final String token =
            new SignedLink(caseId, UUID.randomUUID(), "M-1", EXPIRES).token(vault);
    private Instant now = EXPIRES.minusSeconds(60);
    private Optional<String> spoken = Optional.empty();
    private Optional<String> there = Optional.of("<落石>");
    private final List<SignedLink> taps = new ArrayList<>();
    private final MockHttpServletRequest request = new MockHttpServletRequest("GET", "/l/x");
    private final SignedPage<String> page = new SignedPage<>(new Slip(), "slip", vault, () -> now);

    private final class Slip implements Content<String> {
        @Override
        public Optional<String> find(SignedLink link) {
            return link.caseId().equals(caseId) ? there : Optional.empty();
        }

        @Override
        public Optional<String> language(String recipient) {
            return recipient.equals("M-1") ? spoken : Optional.empty();
        }

        @Override
        public void describe(String it, SignedLink link, Map<String, @Nullable Object> model) {
            model.put("what", it);
            model.put("who", link.recipient());
        }
    }

    private static String text(ResponseEntity<String> answer) {
        return Objects.requireNonNull(answer.getBody()).strip();
    }

    private ResponseEntity<String> show() {
        return page.show(token, Optional.empty(), request);
    }

    @Test
    void aLinkShowsWhatItIsAboutToItsRecipient() {
        assertThat(text(show())).isEqualTo("zh|/l/x|&lt;落石&gt; M-1|||你好");
        assertThat(show().getStatusCode().value()).isEqualTo(200);
    }

    /** Nobody keeps it, nothing runs in it, nobody is told where it was opened from. */
    @Test
    void aPageIsKeptByNobodyAndRunsNothing() {
        var headers = show().getHeaders();
        assertThat(headers.getCacheControl()).isEqualTo("no-store");
        assertThat(headers.getFirst("Referrer-Policy")).isEqualTo("no-referrer");
        assertThat(headers.getFirst("X-Robots-Tag")).isEqualTo("noindex");
        assertThat(headers.getFirst("Content-Security-Policy"))
                .startsWith("default-src 'none';")
                .doesNotContain("script");
        assertThat(headers.getContentType()).hasToString("text/html;charset=UTF-8");
    }

    @Test
    void anOldLinkSaysThatItHasExpiredAndShowsNothing() {
        now = EXPIRES;
        assertThat(show().getStatusCode().value()).isEqualTo(410);
        assertThat(text(show())).contains("gone: 链接已过期").doesNotContain("落石", "M-1");
        assertThat(page.granted(token)).isEmpty();
        now = EXPIRES.minusMillis(1);
        assertThat(show().getStatusCode().value()).isEqualTo(200);
        assertThat(page.granted(token)).isPresent();
    }

    @Test
    void whatWeDidNotSignAndWhatIsGoneAreNoLinks() {
        var unknown = page.show("unknown", Optional.of("en"), request);
        assertThat(unknown.getStatusCode().value()).isEqualTo(404);
        assertThat(text(unknown)).contains("gone: No such link");

        there = Optional.empty();
        assertThat(show().getStatusCode().value()).isEqualTo(404);
        assertThat(text(show())).contains("gone: 没有这个链接");
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                // What the page was asked for, what its recipient speaks, what their phone speaks.
                "-, -, -, zh",
                "-, -, en, en",
                "-, bo, en, bo",
                "en, bo, zh, en",
                "'en,en', bo, zh, en",
                "fr, bo, en, en",
                "-, fr, en, en",
                "'', bo, zh, zh"
            })
    void thePageSpeaksItsRecipientsLanguage(
            @Nullable String asked,
            @Nullable String recipient,
            @Nullable String phone,
            String language) {
        spoken = Optional.ofNullable(recipient);
        if (phone != null) {
            request.addHeader("Accept-Language", phone);
        }
        assertThat(text(page.show(token, Optional.ofNullable(asked), request)))
                .startsWith(language + "|");
    }

    @Test
    void whatHasNoWordsInALanguageIsSaidInChinese() {
        spoken = Optional.of("bo");
        assertThat(text(show())).endsWith("བཀྲ་ཤིས་བདེ་ལེགས།");
        now = EXPIRES;
        assertThat(text(show())).contains("链接已过期");
    }

    @Test
    void aTapActsOnceAndThePageSaysWhatWasDone() throws IOException {
        var answer = tapped("thanks");
        assertThat(text(answer)).contains("|谢谢|");
        assertThat(taps).hasSize(1);
        assertThat(taps.getFirst().recipient()).isEqualTo("M-1");
        assertThat(text(tapped(null))).contains("|||");
    }

    private ResponseEntity<String> tapped(@Nullable String done) throws IOException {
        return page.act(
                token,
                Optional.empty(),
                request,
                link -> {
                    taps.add(link);
                    return done;
                });
    }

    @Test
    void aTapOnAnOldOrForgedLinkDoesNothing() throws IOException {
        now = EXPIRES;
        assertThat(tapped("thanks").getStatusCode().value()).isEqualTo(410);
        var forged = page.act("forged", Optional.empty(), request, link -> "thanks");
        assertThat(forged.getStatusCode().value()).isEqualTo(404);
        assertThat(taps).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"CASE_FULL, 409, 事件已满", "STALE_VERSION, 412, 没有办成"})
    void whatIsRefusedIsSaidInTheirLanguageAndTheCaseIsStillShown(
            ProblemType type, int status, String said) throws IOException {
        var refused =
                page.act(
                        token,
                        Optional.empty(),
                        request,
                        link -> {
                            throw new Problem(type, "in English");
                        });

        assertThat(refused.getStatusCode().value()).isEqualTo(status);
        assertThat(text(refused))
                .contains("&lt;落石&gt;", "|" + said + "|")
                .doesNotContain("English");
    }

    @Test
    void aPageWithoutItsTemplateIsNoPage() {
        assertThatThrownBy(() -> new SignedPage<>(new Slip(), "nothing", vault, () -> now))
                .isInstanceOf(NullPointerException.class)
                .hasMessage("nothing");
    }
}
