package dev.wangge.cases.watch;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What those who watch cases may take of an instance.
 *
 * @param streams open at once
 * @param streamsPerSubject of one account or client
 * @param every how often changes are looked for, while anybody watches
 * @param heartbeat how long nothing is said at most
 * @param longest how long a stream stays open at most: shorter than what the gateway and the
 *     container wait for the end of an answer
 */
@ConfigurationProperties("wangge.watch")
record WatchSettings(
        @DefaultValue("2000") int streams,
        @DefaultValue("20") int streamsPerSubject,
        @DefaultValue("PT0.4S") Duration every,
        @DefaultValue("PT15S") Duration heartbeat,
        @DefaultValue("PT8M") Duration longest) {}
