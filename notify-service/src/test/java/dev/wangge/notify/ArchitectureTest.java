package dev.wangge.notify;

import dev.wangge.testing.HouseRules;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
    @Test
    void importsNoOtherService() {
        HouseRules.importsNoOtherService("notify");
    }

    @Test
    void namesKafkaOnlyWhereEventsGoOutAndComeIn() {
        HouseRules.namesKafkaOnlyIn("notify", "AlertStore", "AlertTopics", "Reach", "CaseIntake");
    }

    @Test
    void injectsTime() {
        HouseRules.injectsTime("notify");
    }
}
