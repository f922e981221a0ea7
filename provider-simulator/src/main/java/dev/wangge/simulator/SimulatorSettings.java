package dev.wangge.simulator;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How the simulator starts; application.yml names the environment variable of each setting.
 *
 * @param limits whether the limits per number and per member apply; off for load tests
 * @param timeOut how long a call struck by a TIME_OUT fault is kept waiting
 */
@ConfigurationProperties("wangge.simulator")
public record SimulatorSettings(
        @DefaultValue Aliyun aliyun,
        @DefaultValue Receipts receipts,
        @DefaultValue Wecom wecom,
        @DefaultValue Wall wall,
        @DefaultValue("false") boolean limits,
        @DefaultValue("30s") Duration timeOut) {

    public SimulatorSettings {
        notNegative("timeOut", timeOut);
    }

    /**
     * The account at Aliyun.
     *
     * @param signNames the signatures that were approved; empty accepts any
     * @param templates a JSON file {code: text with ${variable}}; null accepts any code
     * @param publicUrl what {public-url} in a template of the file stands for: an approved template
     *     holds the sender's own domain
     * @param refuseUrls whether a variable may not hold a link, as for accounts without a filing
     */
    public record Aliyun(
            @DefaultValue("wangge-quickstart") String accessKeyId,
            @DefaultValue("wangge-quickstart-secret") String accessKeySecret,
            @DefaultValue List<String> signNames,
            @Nullable String templates,
            @DefaultValue("http://localhost:8080") String publicUrl,
            @DefaultValue("false") boolean refuseUrls) {}

    /**
     * The receipt push.
     *
     * @param url where receipts are pushed; null pushes none
     * @param retries the waits before the second and later tries
     * @param capacity receipts that may wait at once; beyond it the newest is lost, and counted
     */
    public record Receipts(
            @Nullable URI url,
            @DefaultValue("500ms") Duration delay,
            @DefaultValue({"1m", "5m", "10m"}) List<Duration> retries,
            @DefaultValue("100000") int capacity) {
        public Receipts {
            if (url != null
                    && (url.getHost() == null
                            || !List.of("http", "https").contains(url.getScheme()))) {
                throw new IllegalArgumentException(
                        "ALIYUN_RECEIPT_URL must be an http or https address: " + url);
            }
            notNegative("receipts.delay", delay);
            retries.forEach(wait -> notNegative("receipts.retries", wait));
        }
    }

    /**
     * The corp at WeCom.
     *
     * @param unknownUsers members that do not exist, as a regular expression for the whole id
     * @param tokenLife how long an access token is good
     */
    public record Wecom(
            @DefaultValue("wangge-corp") String corpId,
            @DefaultValue("wangge-corp-secret") String corpSecret,
            @DefaultValue("1000002") int agentId,
            @Nullable Pattern unknownUsers,
            @DefaultValue("7200s") Duration tokenLife) {
        public Wecom {
            notNegative("wecom.tokenLife", tokenLife);
        }
    }

    /**
     * How much the phone wall holds.
     *
     * @param messages how many messages are kept; the oldest go first
     * @param bytes about how much memory they may take; 0 takes a third of the heap
     */
    public record Wall(@DefaultValue("200000") int messages, @DefaultValue("0") long bytes) {
        public Wall {
            if (messages < 1 || bytes < 0) {
                throw new IllegalArgumentException("the wall needs room for at least one message");
            }
        }
    }

    private static void notNegative(String name, Duration duration) {
        if (duration.isNegative()) {
            throw new IllegalArgumentException(name + " is negative: " + duration);
        }
    }
}
