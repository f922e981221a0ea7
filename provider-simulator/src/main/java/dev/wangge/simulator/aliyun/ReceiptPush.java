package dev.wangge.simulator.aliyun;

import dev.wangge.simulator.SimulatorSettings;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** One push of a batch to the address that Aliyun was given. */
@Component
class ReceiptPush {

    private static final Logger log = LoggerFactory.getLogger(ReceiptPush.class);
    private static final Duration CONNECT = Duration.ofSeconds(2);
    private static final Duration ANSWER = Duration.ofSeconds(5);

    private final @Nullable URI url;
    private final JsonMapper json;
    private final HttpClient http;

    ReceiptPush(SimulatorSettings settings, JsonMapper json) {
        this.url = settings.receipts().url();
        this.json = json;
        this.http =
                HttpClient.newBuilder()
                        .version(HttpClient.Version.HTTP_1_1)
                        .connectTimeout(CONNECT)
                        .executor(Executors.newVirtualThreadPerTaskExecutor())
                        .build();
    }

    /** Whether the receiver took the batch: 200 and {"code":0}. */
    boolean taken(List<Receipt> receipts) {
        if (url == null) {
            return false;
        }
        HttpRequest request =
                HttpRequest.newBuilder(url)
                        .timeout(ANSWER)
                        .header("Content-Type", "application/json;charset=UTF-8")
                        .POST(
                                HttpRequest.BodyPublishers.ofByteArray(
                                        json.writeValueAsBytes(receipts)))
                        .build();
        try {
            HttpResponse<byte[]> answer =
                    http.send(request, HttpResponse.BodyHandlers.ofByteArray());
            if (answer.statusCode() == 200 && saysZero(answer.body())) {
                return true;
            }
            log.info("Receipts were answered {}, not with code 0", answer.statusCode());
        } catch (IOException e) {
            log.info("Receipts did not get through: {}", e.toString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return false;
    }

    private boolean saysZero(byte[] body) {
        try {
            JsonNode code = json.readTree(body).path("code");
            return code.isIntegralNumber() && code.asLong() == 0;
        } catch (JacksonException e) {
            return false;
        }
    }
}
