package dev.wangge.grids;

import dev.wangge.testing.HouseRules;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

class HouseRulesTest {
    @TestFactory
    Stream<DynamicTest> keepsTheRulesOfTheHouse() {
        return HouseRules.of("grids")
                .kafkaOnlyIn(
                        "DirectoryRelay",
                        "DirectoryTopic",
                        "ZeroReportStore",
                        "FieldworkTopic",
                        "ReplyListener",
                        "MoveStore")
                .measuredAlone("GridIndex")
                .tests();
    }
}
