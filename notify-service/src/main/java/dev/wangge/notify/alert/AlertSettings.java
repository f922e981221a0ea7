package dev.wangge.notify.alert;

import java.time.Duration;
import java.util.Map;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How long an alert waits for what.
 *
 * @param publicUrl under which people reach the gateway; links begin with it
 * @param acknowledgeWithin how long a channel without receipts may go unanswered
 * @param emergencyWithin the same for an EMERGENCY
 * @param receiptWithin how long an SMS may go without a receipt before its provider is asked
 * @param contactWithin how long a recipient may be unknown: the directory may be on its way
 * @param giveUpAfter how long providers that are down are tried
 * @param linkLife how long an alert's link opens
 */
@ConfigurationProperties("wangge.alerts")
public record AlertSettings(
        @DefaultValue("http://localhost:8080") String publicUrl,
        @DefaultValue("PT10M") Duration acknowledgeWithin,
        @DefaultValue("PT2M") Duration emergencyWithin,
        @DefaultValue("PT2M") Duration receiptWithin,
        @DefaultValue("PT2M") Duration contactWithin,
        @DefaultValue("PT1H") Duration giveUpAfter,
        @DefaultValue("P14D") Duration linkLife) {
    public AlertSettings {
        Map.of(
                        "acknowledge-within", acknowledgeWithin,
                        "emergency-within", emergencyWithin,
                        "receipt-within", receiptWithin,
                        "contact-within", contactWithin,
                        "give-up-after", giveUpAfter,
                        "link-life", linkLife)
                .forEach((name, value) -> {
                    if (value.isNegative() || value.isZero()) {
                        throw new IllegalArgumentException(
                                "wangge.alerts.%s must be positive: %s".formatted(name, value));
                    }
                });
    }
}
