package dev.wangge.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Kafka is away: reports are accepted all the same, and people are told when it is back. */
@InCounty
class WithoutTheBrokerTest {

    @Test
    void twoHundredReportsWaitAndThenTwoHundredAlertsGoOut(County county) {
        Rush rush;
        try (var _ = county.without("broker")) {
            rush = Rush.of(county, 200, () -> {});
            assertThat(county.part("case-service").actuator("/health/readiness").status())
                    .isEqualTo(200);
        }
        rush.everyCaseIsThereAndToldOf();
    }

    /** Between the write that holds facts and snapshot, and the note that they are published. */
    @Test
    void whatWasWrittenAndNotYetPublishedSurvivesItsServicesDeath(County county) {
        Rush rush;
        try (var _ = county.without("broker")) {
            rush = Rush.of(county, 20, () -> {});
            county.part("case-service").kill();
        }
        county.part("case-service").awaitUp();
        rush.everyCaseIsThereAndToldOf();
    }
}
