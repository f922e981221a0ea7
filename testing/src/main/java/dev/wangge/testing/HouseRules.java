package dev.wangge.testing;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.web.bind.annotation.RestController;

/** The rules that every service keeps. */
public record HouseRules(String service, List<String> kafka, List<String> measured) {
    private static final Set<String> SERVICES = Set.of("gateway", "cases", "grids", "notify");

    /** The rules for the service whose classes lie below {@code dev.wangge.<service>}. */
    public static HouseRules of(String service) {
        return new HouseRules(service, List.of(), List.of());
    }

    /** The classes where events go out and come in: only they may name Kafka. */
    public HouseRules kafkaOnlyIn(String... classes) {
        return new HouseRules(service, List.of(classes), measured);
    }

    /** Classes that are public because bench measures them by themselves. */
    public HouseRules measuredAlone(String... classes) {
        return new HouseRules(service, kafka, List.of(classes));
    }

    /** The rules as tests. */
    public Stream<DynamicTest> tests() {
        return tests(
                Map.of(
                        "imports no other service", importsNoOther(),
                        "its features have no cycles", noCycles(),
                        "a feature shows only what another one uses", showsOnlyWhatIsUsed(),
                        "controllers stay in their package", controllersStay(),
                        "controllers and views name no database", nameNoDatabase(),
                        "names Kafka where events go out and come in", namesKafka(),
                        "endpoints are methods, which say who may call them", routesNothing(),
                        "time is passed in", injectsTime()));
    }

    /** The rules for platform, as tests: what it shows, others use, and Kafka is its trade. */
    public static Stream<DynamicTest> ofPlatform() {
        var rules = of("platform");
        return rules.tests(
                Map.of(
                        "imports no service", rules.importsNoOther(),
                        "its packages have no cycles", rules.noCycles(),
                        "controllers and views name no database", nameNoDatabase(),
                        "time is passed in", injectsTime()));
    }

    private Stream<DynamicTest> tests(Map<String, ArchRule> rules) {
        var production =
                new ClassFileImporter()
                        .withImportOption(new ImportOption.DoNotIncludeTests())
                        .importPackages("dev.wangge." + service);
        return rules.entrySet().stream()
                .map(rule -> dynamicTest(rule.getKey(), () -> rule.getValue().check(production)));
    }

    /** Services meet in contracts and on the wire. */
    private ArchRule importsNoOther() {
        var others =
                SERVICES.stream()
                        .filter(other -> !other.equals(service))
                        .map(other -> "dev.wangge." + other + "..")
                        .toArray(String[]::new);
        return noClasses().should().dependOnClassesThat().resideInAnyPackage(others);
    }

    private ArchRule noCycles() {
        return slices().matching("dev.wangge." + service + ".(*)..").should().beFreeOfCycles();
    }

    private ArchRule showsOnlyWhatIsUsed() {
        return classes()
                .that()
                .arePublic()
                .and()
                .areTopLevelClasses()
                .and()
                .areNotAnnotatedWith(SpringBootApplication.class)
                .and(not(named(measured)))
                .should(
                        new ArchCondition<>("be used by another package") {
                            @Override
                            public void check(JavaClass shown, ConditionEvents events) {
                                var home = shown.getPackageName();
                                if (shown.getDirectDependenciesToSelf().stream()
                                        .map(use -> use.getOriginClass().getPackageName())
                                        .allMatch(home::equals)) {
                                    events.add(
                                            SimpleConditionEvent.violated(
                                                    shown,
                                                    shown.getName()
                                                            + " is public, and only its own"
                                                            + " package uses it"));
                                }
                            }
                        });
    }

    private static ArchRule controllersStay() {
        return classes().that().areAnnotatedWith(RestController.class).should().bePackagePrivate();
    }

    private static ArchRule nameNoDatabase() {
        return noClasses()
                .that(
                        DescribedPredicate.describe(
                                "are controllers or views",
                                type ->
                                        type.getName()
                                                .replaceFirst("\\$.*", "")
                                                .matches(".*(Controller|View|Page)")))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "com.mongodb..", "org.bson..", "org.springframework.data.mongodb..");
    }

    private ArchRule namesKafka() {
        return noClasses()
                .that(not(named(kafka)))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.apache.kafka..", "org.springframework.kafka..");
    }

    /** Only the gateway passes on what others answer for: nobody asks a route who may take it. */
    private static ArchRule routesNothing() {
        return noClasses()
                .that()
                .resideOutsideOfPackage("dev.wangge.gateway.edge..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.springframework.web.servlet.function..");
    }

    private static DescribedPredicate<JavaClass> named(List<String> names) {
        return DescribedPredicate.describe(
                "are " + names, type -> names.contains(type.getSimpleName()));
    }

    private static ArchRule injectsTime() {
        return noClasses()
                .should()
                .callMethod(Instant.class, "now")
                .orShould()
                .callMethod(System.class, "currentTimeMillis");
    }

    /**
     * What a service publishes to Prometheus is described in docs/metrics.md.
     *
     * @param scrape the answer of {@code /actuator/prometheus}
     */
    public static void describesItsMetrics(String scrape) {
        var names =
                scrape.lines()
                        .filter(line -> line.startsWith("# TYPE wangge_"))
                        .map(line -> line.split(" ", -1)[2])
                        .filter(name -> !name.endsWith("_max"))
                        .toList();
        assertThat(names).isNotEmpty();
        assertThat(page("metrics.md")).contains(names.stream().map(n -> "`" + n + "`").toList());
    }

    private static String page(String name) {
        try {
            return Files.readString(Path.of("..", "docs", name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
