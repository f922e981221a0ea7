package dev.wangge.platform.problem;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.MongoConnectionPoolClearedException;
import com.mongodb.MongoException;
import com.mongodb.MongoTimeoutException;
import com.mongodb.ServerAddress;
import com.mongodb.connection.ClusterId;
import com.mongodb.connection.ServerId;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.ServletException;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.web.HttpRequestMethodNotSupportedException;

class ProblemAdviceTest {
    private final ProblemAdvice advice = new ProblemAdvice(new Problems(), List.of());
    private final MockHttpServletRequest request =
            new MockHttpServletRequest("GET", "/api/v1/cases");

    @Test
    void aConnectionPoolThatWasClearedIsADatabaseThatIsAway() throws Exception {
        var cleared =
                new MongoConnectionPoolClearedException(
                        new ServerId(new ClusterId(), new ServerAddress("db.county")),
                        new IOException("reset"));

        var answer = Objects.requireNonNull(advice.any(cleared, request));

        assertThat(answer.getStatusCode()).isEqualTo(HttpStatus.SERVICE_UNAVAILABLE);
        assertThat(answer.getHeaders().getFirst(HttpHeaders.RETRY_AFTER)).isEqualTo("5");
    }

    @Test
    void whatTheDatabaseRefusesForGoodIsAFaultOfOurs() throws Exception {
        var refused = new MongoException(10334, "BSONObj size is too large");

        var answer = Objects.requireNonNull(advice.any(refused, request));

        assertThat(answer.getStatusCode()).isEqualTo(HttpStatus.INTERNAL_SERVER_ERROR);
    }

    @Test
    void aMethodThatIsNotServedNamesAllThatAre() {
        var failure = new HttpRequestMethodNotSupportedException("QUERY", List.of("POST", "GET"));

        var problem = CallersFault.of(failure).orElseThrow();

        assertThat(problem.headers()).containsEntry("Allow", "GET, HEAD, OPTIONS, POST");
    }

    /** Filters ask the database, too. */
    @Test
    void whatAFilterThrowsIsNamedAsWhatAControllerThrows() throws Exception {
        var away = new ServletException(new MongoTimeoutException("away"));
        request.setAttribute(RequestDispatcher.ERROR_EXCEPTION, away);
        var response = new MockHttpServletResponse();

        new ErrorAnswer(new Problems()).answer(request, response);

        assertThat(response.getStatus()).isEqualTo(503);
        assertThat(response.getHeader(HttpHeaders.RETRY_AFTER)).isEqualTo("5");
        assertThat(response.getContentAsString()).contains("/problems/database-unavailable");
    }
}
