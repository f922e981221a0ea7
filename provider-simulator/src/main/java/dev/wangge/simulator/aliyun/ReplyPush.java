package dev.wangge.simulator.aliyun;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** One push of what phones answer to the address that Aliyun was given. */
@Component
class ReplyPush {
    private static final Logger log = LoggerFactory.getLogger(ReplyPush.class);

    private final JsonMapper json;
    private final HttpClient http =
            HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .connectTimeout(Duration.ofSeconds(2))
                    .executor(Executors.newVirtualThreadPerTaskExecutor())
                    .build();

    ReplyPush(JsonMapper json) {
        this.json = json;
    }

    /** Whether the receiver took it: 200 and a number as code, as Aliyun looks at it. */
    boolean taken(URI url, List<?> replies) {
        HttpRequest request =
                HttpRequest.newBuilder(url)
                        .timeout(Duration.ofSeconds(5))
                        .header("Content-Type", "application/json;charset=UTF-8")
                        .POST(
                                HttpRequest.BodyPublishers.ofByteArray(
                                        json.writeValueAsBytes(replies)))
                        .build();
        try {
            HttpResponse<byte[]> answer =
                    http.send(request, HttpResponse.BodyHandlers.ofByteArray());
            if (answer.statusCode() == 200
                    && json.readTree(answer.body()).path("code").isNumber()) {
                return true;
            }
            log.info("A reply was answered {}", answer.statusCode());
        } catch (IOException | JacksonException e) {
            log.info("A reply did not get through: {}", e.toString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return false;
    }
}
