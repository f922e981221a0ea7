package dev.wangge.testing;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;

/** The rules that every service keeps. */
public final class HouseRules {
    private static final Set<String> SERVICES = Set.of("gateway", "cases", "grids", "notify");

    private HouseRules() {}

    /** Production classes of a service. */
    public static JavaClasses of(String service) {
        return new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests())
                .importPackages("dev.wangge." + service);
    }

    /** A service never imports another one: they meet in contracts and on the wire. */
    public static void importsNoOtherService(String service) {
        var others =
                SERVICES.stream()
                        .filter(other -> !other.equals(service))
                        .map(other -> "dev.wangge." + other + "..")
                        .toArray(String[]::new);
        noClasses().should().dependOnClassesThat().resideInAnyPackage(others).check(of(service));
    }

    /** Kafka is named where events go out and come in, nowhere else. */
    public static void namesKafkaOnlyIn(String service, String... classes) {
        noClasses()
                .that(
                        DescribedPredicate.describe(
                                "are not " + Arrays.toString(classes),
                                type -> !Arrays.asList(classes).contains(type.getSimpleName())))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.apache.kafka..", "org.springframework.kafka..")
                .check(of(service));
    }

    /** Time is passed in: nobody asks the wall. */
    public static void injectsTime(String service) {
        noClasses()
                .should()
                .callMethod(java.time.Instant.class, "now")
                .orShould()
                .callMethod(System.class, "currentTimeMillis")
                .check(of(service));
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
