package dev.wangge.platform.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.MongoTimeoutException;
import dev.wangge.contracts.audit.v1.AuditFact;
import dev.wangge.contracts.audit.v1.AuditFact.Call;
import dev.wangge.contracts.audit.v1.AuditFact.ConfidentialCaseListed;
import dev.wangge.contracts.audit.v1.AuditFact.ConfidentialCaseRead;
import dev.wangge.contracts.audit.v1.AuditFact.ContactShown;
import dev.wangge.contracts.audit.v1.AuditFact.DataExported;
import dev.wangge.platform.problem.Problem;
import dev.wangge.platform.problem.ProblemType;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.http.converter.StringHttpMessageConverter;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationToken;
import org.springframework.web.bind.annotation.ResponseBody;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;
import org.springframework.web.context.support.StaticWebApplicationContext;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerMapping;

/** What must not be done unseen is written down before the first byte of its answer. */
class AuditedHandlersTest {
    private Instant now = AT;
    private static final Instant AT = Instant.parse("2026-12-01T02:00:00Z");
    private final List<AuditNote> kept = new ArrayList<>();
    private final List<Boolean> sentBefore = new ArrayList<>();
    private final MockHttpServletRequest request = new MockHttpServletRequest("GET", "/x");
    private final MockHttpServletResponse response = new MockHttpServletResponse();
    private boolean away;
    private final AuditedHandlers handlers =
            new AuditedHandlers(
                    notes -> {
                        if (away) {
                            throw new MongoTimeoutException("away");
                        }
                        sentBefore.add(response.isCommitted() || response.getContentLength() > 0);
                        kept.addAll(notes);
                    },
                    () -> now);

    static final class Handlers {
        @ResponseBody
        @Audited(AuditedAct.UNMASKS)
        String contact() {
            AuditedRequest.isAbout("M-1", "call back");
            return "13912345678";
        }

        @ResponseBody
        @Audited(AuditedAct.UNMASKS)
        String nobodySaidWhose() {
            return "13912345678";
        }

        @ResponseBody
        @Audited(AuditedAct.EXPORTS)
        String export() {
            return "all of it";
        }

        @Audited(AuditedAct.EXPORTS)
        void writes(HttpServletResponse response) throws IOException {
            AuditedRequest.isAbout("540328", null);
            AuditedRequest.record();
            response.getWriter().write("all of it");
            response.flushBuffer();
        }

        @Audited(AuditedAct.EXPORTS)
        void writesTooEarly(HttpServletResponse response) throws IOException {
            response.getWriter().write("all of it");
            response.flushBuffer();
        }

        @Audited(AuditedAct.EXPORTS)
        @SuppressWarnings("DoNotCallSuggester") // It is called by the framework.
        void refuses() {
            AuditedRequest.isAbout("54", null);
            throw new Problem(ProblemType.OUTSIDE_SCOPE, "54 is outside your divisions");
        }

        @ResponseBody
        String reads() {
            AuditedRequest.readsConfidential("case-1");
            AuditedRequest.readsConfidential("case-2");
            AuditedRequest.readsConfidential("case-1");
            return "two cases";
        }

        @ResponseBody
        String lists() {
            AuditedRequest.listsConfidential("case-1");
            AuditedRequest.listsConfidential("case-2");
            return "a list";
        }

        @ResponseBody
        String byLink() {
            AuditedRequest.readsConfidential("case-1", "unit:540328101-gov");
            return "a case";
        }

        @ResponseBody
        String refusesWhatItRead() {
            AuditedRequest.readsConfidential("case-1");
            throw new Problem(ProblemType.ACTION_NOT_ALLOWED, "Not now");
        }

        @ResponseBody
        String ordinary() {
            return "nothing";
        }
    }

    @BeforeEach
    void aCallerAsks() {
        var context = new StaticWebApplicationContext();
        context.refresh();
        handlers.setApplicationContext(context);
        handlers.setMessageConverters(List.of(new StringHttpMessageConverter()));
        handlers.afterPropertiesSet();
        request.setRemoteAddr("10.1.2.3");
        request.setAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE, "/api/v1/x/{id}");
        RequestContextHolder.setRequestAttributes(new ServletRequestAttributes(request));
        var token =
                Jwt.withTokenValue("x")
                        .header("alg", "RS256")
                        .subject("M-9")
                        .claim("client_id", "console")
                        .claim("person", "M-7")
                        .claim("act", Map.of("sub", "M-7"))
                        .claim("purpose", "a complaint")
                        .build();
        SecurityContextHolder.getContext().setAuthentication(new JwtAuthenticationToken(token));
    }

    @AfterEach
    void leave() {
        SecurityContextHolder.clearContext();
        RequestContextHolder.resetRequestAttributes();
    }

    private void call(String name) throws Exception {
        var method =
                Stream.of(Handlers.class.getDeclaredMethods())
                        .filter(it -> it.getName().equals(name))
                        .findFirst()
                        .orElseThrow();
        handlers.handle(request, response, new HandlerMethod(new Handlers(), method));
    }

    private List<AuditFact> facts() {
        return kept.stream().map(AuditNote::fact).toList();
    }

    private static Call asked() {
        return new Call("10.1.2.3", "GET /api/v1/x/{id}", "M-9");
    }

    @Test
    void whoSeesAContactIsWrittenDownBeforeTheySeeIt() throws Exception {
        call("contact");

        assertThat(facts()).containsExactly(new ContactShown(asked(), "M-1", "call back"));
        assertThat(kept.getFirst().by()).isEqualTo("M-7 via console");
        assertThat(kept.getFirst().at()).isEqualTo(AT);
        assertThat(sentBefore).containsExactly(false);
        assertThat(response.getContentAsString()).isEqualTo("13912345678");
    }

    @Test
    void whatCannotBeWrittenDownIsNotShown() throws Exception {
        assertThatThrownBy(() -> call("nobodySaidWhose")).hasMessage("Nobody said whose it is");
        away = true;
        for (var one : List.of("contact", "export", "writes", "reads")) {
            assertThatThrownBy(() -> call(one)).as(one).isInstanceOf(MongoTimeoutException.class);
        }
        assertThat(response.getContentAsString()).isEmpty();
    }

    @Test
    void anExportSaysWhatWasAskedFor() throws Exception {
        request.setQueryString("within=540328&asOf=2026-12-01");
        call("export");

        assertThat(facts())
                .containsExactly(
                        new DataExported(asked(), null, null, "within=540328&asOf=2026-12-01"));
        assertThat(sentBefore).containsExactly(false);
    }

    @Test
    void whoeverWritesTheAnswerSaysItBeforeAndOnce() throws Exception {
        call("writes");

        assertThat(facts()).containsExactly(new DataExported(asked(), "540328", null, null));
        assertThat(sentBefore).containsExactly(false);
    }

    @Test
    void anAnswerThatLeavesBeforeItIsWrittenDownIsAFault() {
        assertThatThrownBy(() -> call("writesTooEarly"))
                .hasMessageContaining("Handlers#writesTooEarly")
                .hasMessageContaining("AuditedRequest.record");
    }

    @Test
    void whatIsRefusedShowedNothing() {
        assertThatThrownBy(() -> call("refuses")).isInstanceOf(Problem.class);
        assertThatThrownBy(() -> call("refusesWhatItRead")).isInstanceOf(Problem.class);
        assertThat(kept).isEmpty();
    }

    @Test
    void eachConfidentialCaseOfAnAnswerIsWrittenDownOnce() throws Exception {
        call("reads");

        assertThat(facts())
                .containsExactly(
                        new ConfidentialCaseRead(asked(), "case-1", "a complaint"),
                        new ConfidentialCaseRead(asked(), "case-2", "a complaint"));
    }

    /** Desks look every few seconds. */
    @Test
    void whoLooksAtAListIsWrittenDownOnceAnHour() throws Exception {
        for (int i = 0; i < 5; i++) {
            call("lists");
        }
        assertThat(facts())
                .containsExactly(
                        new ConfidentialCaseListed(asked(), "case-1", "a complaint"),
                        new ConfidentialCaseListed(asked(), "case-2", "a complaint"));
        assertThat(kept).extracting(AuditNote::id).doesNotHaveDuplicates();

        now = AT.plusSeconds(3_600);
        away = true;
        assertThatThrownBy(() -> call("lists")).isInstanceOf(MongoTimeoutException.class);
        away = false;
        call("lists");
        assertThat(facts()).hasSize(4);
        assertThat(kept).extracting(AuditNote::id).doesNotHaveDuplicates();
    }

    @Test
    void whoeverHasALinkIsNamedByIt() throws Exception {
        SecurityContextHolder.clearContext();
        call("byLink");

        assertThat(kept).extracting(AuditNote::by).containsExactly("unit:540328101-gov");
    }

    @Test
    void nothingElseIsWrittenDown() throws Exception {
        call("ordinary");
        assertThat(kept).isEmpty();
    }
}
