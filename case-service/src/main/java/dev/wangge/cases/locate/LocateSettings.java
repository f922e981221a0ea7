package dev.wangge.cases.locate;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where grid-service is, and how long a report may wait for it.
 *
 * @param timeout connecting and answering, together
 * @param clientId the account of this service's own, for reports that are located later
 */
@ConfigurationProperties("wangge.locate")
record LocateSettings(
        @DefaultValue("http://localhost:8082") String url,
        @DefaultValue("PT1S") Duration timeout,
        @DefaultValue("http://localhost:8080/oauth2/token") String tokenUrl,
        @DefaultValue("case-service") String clientId,
        @DefaultValue("") String clientSecret) {}
