package dev.wangge.gateway;

import dev.wangge.testing.HouseRules;
import org.junit.jupiter.api.Test;

class HouseRulesTest {
    @Test
    void importsNoOtherServiceAndInjectsTime() {
        HouseRules.importsNoOtherService("gateway");
        HouseRules.injectsTime("gateway");
        HouseRules.namesKafkaOnlyIn("gateway");
    }
}
