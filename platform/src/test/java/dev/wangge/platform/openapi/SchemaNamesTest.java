package dev.wangge.platform.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.type.TypeFactory;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A type has one name in the description, which tells it from others. */
class SchemaNamesTest {
    private final SchemaNames names = new SchemaNames();

    record TeamView() {
        record Person() {}

        record TeamMember() {}
    }

    record ShiftView() {
        record Person() {}
    }

    static final class CaseController {
        record Body() {}
    }

    interface Outcomes {
        record Accepted() {}
    }

    private String of(Class<?> type) {
        return names.of(type).replace("SchemaNamesTest", "");
    }

    @Test
    void aNestedOneCarriesItsOuterOnesName() {
        assertThat(of(TeamView.Person.class)).isEqualTo("TeamPerson");
        assertThat(of(ShiftView.Person.class)).isEqualTo("ShiftPerson");
        assertThat(of(CaseController.Body.class)).isEqualTo("CaseBody");
        assertThat(of(TeamView.class)).isEqualTo("TeamView");
    }

    @Test
    void whatAnInterfaceHoldsStandsForItself() {
        assertThat(names.of(Outcomes.Accepted.class)).isEqualTo("Accepted");
        assertThat(names.of(SchemaNamesTest.class)).isEqualTo("SchemaNamesTest");
    }

    @Test
    void theSameTypeHasTheSameNameHoweverOftenItIsAskedFor() {
        assertThat(names.of(TeamView.class)).isEqualTo(names.of(TeamView.class));
    }

    /** Two of one name: the later one is told by its package. */
    @Test
    void oneThatMeetsAnothersNameCarriesItsFeatures() {
        assertThat(names.of(java.awt.List.class)).isEqualTo("List");
        assertThat(names.of(List.class)).isEqualTo("UtilList");
        assertThat(names.of(java.awt.List.class)).isEqualTo("List");
    }

    @Test
    void aPageIsNamedByWhatIsOnIt() {
        record Page<T>(List<T> items) {}
        var page =
                TypeFactory.defaultInstance().constructParametricType(Page.class, TeamView.class);
        assertThat(names.of(page)).endsWith("PageSchemaNamesTestTeamView");
    }
}
