package dev.wangge.notify;

import dev.wangge.testing.HouseRules;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

class HouseRulesTest {
    @TestFactory
    Stream<DynamicTest> keepsTheRulesOfTheHouse() {
        return HouseRules.of("notify")
                .kafkaOnlyIn(
                        "AlertStore",
                        "SurplusReplies",
                        "AlertTopics",
                        "ContactDirectory",
                        "CaseIntake",
                        "FieldworkIntake")
                .tests();
    }
}
