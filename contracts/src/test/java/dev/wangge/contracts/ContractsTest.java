package dev.wangge.contracts;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.wangge.contracts.alerts.v1.AlertEvent;
import dev.wangge.contracts.audit.v1.AuditFact;
import dev.wangge.contracts.cases.v1.CaseEvent;
import dev.wangge.contracts.fieldwork.v1.MoveEvent;
import dev.wangge.contracts.fieldwork.v1.ZeroReportEvent;
import dev.wangge.contracts.grids.v1.DirectoryEntry;
import dev.wangge.contracts.people.v1.PersonState;
import dev.wangge.contracts.relay.v1.RecordWithheld;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ContractsTest {

    @Test
    void dependOnNothing() {
        classes()
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage("java..", "dev.wangge.contracts..", "org.jspecify..")
                .check(
                        new ClassFileImporter()
                                .withImportOption(new ImportOption.DoNotIncludeTests())
                                .importPackages("dev.wangge.contracts"));
    }

    @Test
    void everyEventHasATypeOfItsOwnWithItsVersion() {
        var families =
                Stream.of(
                                CaseEvent.class,
                                AlertEvent.class,
                                DirectoryEntry.class,
                                AuditFact.class,
                                MoveEvent.class,
                                ZeroReportEvent.class)
                        .flatMap(ContractsTest::records);
        var types =
                Stream.concat(families, Stream.of(PersonState.class, RecordWithheld.class))
                        .map(event -> event.getAnnotation(EventType.class))
                        .map(EventType::value)
                        .toList();

        assertThat(types)
                .doesNotHaveDuplicates()
                .allMatch(t -> t.matches("wangge(\\.[a-z-]+)+\\.v\\d+"));
    }

    /** Of a sealed family, and of the families in it. */
    private static Stream<Class<?>> records(Class<?> family) {
        return family.isSealed()
                ? Arrays.stream(family.getPermittedSubclasses()).flatMap(ContractsTest::records)
                : Stream.of(family);
    }
}
