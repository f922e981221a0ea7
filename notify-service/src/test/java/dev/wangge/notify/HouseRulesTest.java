package dev.wangge.notify;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.wangge.notify.channel.ChannelName;
import dev.wangge.testing.HouseRules;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class HouseRulesTest {
    private static final String CHANNELS = "dev.wangge.notify.channel.*..";
    private static final JavaClasses PRODUCTION =
            new ClassFileImporter()
                    .withImportOption(new ImportOption.DoNotIncludeTests())
                    .importPackages("dev.wangge.notify");

    @TestFactory
    Stream<DynamicTest> keepsTheRulesOfTheHouse() {
        return HouseRules.of("notify")
                .kafkaOnlyIn(
                        "AlertStore",
                        "SurplusReplies",
                        "AlertTopics",
                        "ContactDirectory",
                        "CaseListener",
                        "FieldworkListener")
                .tests();
    }

    /** A further channel is a package, and nothing else. */
    @Test
    void aChannelIsKnownToItsOwnPackageOnly() {
        noClasses()
                .that()
                .resideOutsideOfPackage(CHANNELS)
                .should()
                .dependOnClassesThat()
                .resideInAPackage(CHANNELS)
                .check(PRODUCTION);
        slices().matching("dev.wangge.notify.channel.(*)..")
                .should()
                .notDependOnEachOther()
                .check(PRODUCTION);
    }

    /** Others read names from what is stored, and ask for a channel's traits. */
    @Test
    void nobodyAsksForAChannelByName() {
        noClasses()
                .that()
                .resideOutsideOfPackage(CHANNELS)
                .and()
                .doNotHaveSimpleName("Delivery")
                .and()
                .doNotHaveSimpleName("Attempt")
                .should()
                .callConstructor(ChannelName.class, String.class)
                .check(PRODUCTION);
    }

    @Test
    void aDeliveryKnowsNothingOfWhoIsToldAndWhy() {
        noClasses()
                .that()
                .haveSimpleName("Delivery")
                .or()
                .haveSimpleName("Attempt")
                .should()
                .dependOnClassesThat()
                .haveFullyQualifiedName("dev.wangge.notify.alert.Alert")
                .orShould()
                .dependOnClassesThat()
                .haveFullyQualifiedName("dev.wangge.notify.alert.Rule")
                .orShould()
                .dependOnClassesThat()
                .resideInAnyPackage("dev.wangge.notify.subject..", "dev.wangge.notify.reach..")
                .check(PRODUCTION);
    }
}
