package dev.wangge.cases;

import dev.wangge.testing.HouseRules;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
    @Test
    void importsNoOtherService() {
        HouseRules.importsNoOtherService("cases");
    }

    @Test
    void namesKafkaOnlyWhereEventsGoOutAndComeIn() {
        HouseRules.namesKafkaOnlyIn(
                "cases",
                "CaseStore",
                "CaseTopics",
                "People",
                "DirectoryCopy",
                "DeliveryIntake",
                "TallyIntake");
    }

    @Test
    void injectsTime() {
        HouseRules.injectsTime("cases");
    }
}
