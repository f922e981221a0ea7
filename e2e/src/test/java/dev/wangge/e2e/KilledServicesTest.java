package dev.wangge.e2e;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** kill -9 in the middle of the work: whatever was accepted is there, and told of. */
@InCounty
class KilledServicesTest {

    @ParameterizedTest
    @ValueSource(strings = {"case-service", "grid-service", "notify-service", "gateway"})
    void loseNothingThatWasAccepted(String part, County county) {
        Rush.of(county, 300, () -> county.part(part).kill()).everyCaseIsThereAndToldOf();
    }
}
