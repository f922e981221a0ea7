package dev.wangge.grids.move;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.wangge.contracts.fieldwork.v1.MoveEvent.Difference;
import dev.wangge.contracts.fieldwork.v1.MoveEvent.Head;
import dev.wangge.contracts.fieldwork.v1.MoveEvent.MoveCheckedIn;
import dev.wangge.contracts.fieldwork.v1.MoveEvent.Position;
import dev.wangge.grids.move.PlanCheck.MoveWarning;
import dev.wangge.grids.people.Contact;
import dev.wangge.platform.event.SaltedTexts;
import dev.wangge.platform.problem.Told;
import dev.wangge.platform.security.Caller;
import dev.wangge.platform.security.Role;
import dev.wangge.platform.web.Times;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A move as this caller may see it now. Times are UTC with milliseconds; people are masked.
 *
 * @param households whom it names; empty where they were only counted
 * @param differences between the plan and the count that stands
 * @param overdue on the road, and silent for too long
 * @param warnings null in lists
 */
@JsonInclude(JsonInclude.Include.ALWAYS)
record MoveView(
        String id,
        MoveStatus status,
        String fromGrid,
        String toGrid,
        String plannedFor,
        int householdCount,
        List<Masked> households,
        int people,
        Livestock livestock,
        List<String> escort,
        String createdAt,
        @Nullable String departedAt,
        @Nullable Arrival arrival,
        List<Differs> differences,
        @Nullable String reason,
        int checkIns,
        @Nullable CheckInView lastCheckIn,
        boolean overdue,
        @Nullable List<MoveWarning> warnings,
        long version,
        List<Possible> actions)
        implements Told {

    /** 多吉扎西 is 多***, 13712342222 is 137****2222. */
    record Masked(String name, String phone, int people) {
        private static Masked of(Household it) {
            var contact = new Contact(it.name(), it.phone(), "", "");
            return new Masked(contact.maskedName(), contact.maskedPhone(), it.people());
        }
    }

    /** A count, or the least there are, and the same for people to read. */
    record Livestock(int count, boolean atLeast, String words) {
        private static Livestock of(Head head, String language) {
            return new Livestock(head.count(), head.atLeast(), Headcount.of(head).words(language));
        }
    }

    /** The counts that stand: those of the arrival, or of a recount. */
    record Arrival(
            String at,
            @Nullable Integer households,
            int people,
            Livestock livestock,
            @Nullable String note) {}

    /** What was planned and what was counted. */
    record Differs(String what, Livestock planned, Livestock counted) {
        private static Differs of(Difference it, String language) {
            return new Differs(
                    it.what(),
                    Livestock.of(it.planned(), language),
                    Livestock.of(it.counted(), language));
        }
    }

    /** Where they were, and who counted what. */
    record CheckInView(
            String id,
            String at,
            Position position,
            @Nullable Integer people,
            @Nullable Livestock livestock,
            @Nullable String note) {
        static CheckInView of(MoveCheckedIn it, SaltedTexts texts, String language) {
            var head = it.livestock();
            return new CheckInView(
                    it.checkIn(),
                    Times.utc(it.at()),
                    it.position(),
                    it.people(),
                    head == null ? null : Livestock.of(head, language),
                    texts.text(it.note()));
        }
    }

    /** Something this caller may do now; any of these roles may. */
    record Possible(String name, String href, List<String> requires) {}

    static MoveView of(
            Move it,
            List<Household> households,
            boolean overdue,
            @Nullable List<MoveWarning> warnings,
            String language,
            Caller caller) {
        var state = it.state();
        var plan = it.plan();
        var reconciled = state.reconciled;
        var cancelled = state.cancelled;
        return new MoveView(
                it.id(),
                it.status(),
                plan.fromGrid(),
                plan.toGrid(),
                plan.plannedFor().toString(),
                plan.households(),
                households.stream().map(Masked::of).toList(),
                plan.people(),
                Livestock.of(plan.livestock(), language),
                plan.escort(),
                Times.utc(java.util.Objects.requireNonNull(state.createdAt)),
                state.departed == null ? null : Times.utc(state.departed.at()),
                arrival(it, language),
                state.differences().stream().map(one -> Differs.of(one, language)).toList(),
                it.texts()
                        .text(
                                cancelled != null
                                        ? cancelled.reason()
                                        : reconciled == null ? null : reconciled.reason()),
                state.checkIns.size(),
                state.lastCheckIn()
                        .map(one -> CheckInView.of(one, it.texts(), language))
                        .orElse(null),
                overdue,
                warnings,
                it.version(),
                actions(it, caller));
    }

    private static @Nullable Arrival arrival(Move it, String language) {
        var arrived = it.state().arrived;
        if (arrived == null) {
            return null;
        }
        var stands = it.state().reconciled;
        return new Arrival(
                Times.utc(arrived.at()),
                stands == null ? arrived.households() : stands.households(),
                stands == null ? arrived.people() : stands.people(),
                Livestock.of(stands == null ? arrived.livestock() : stands.livestock(), language),
                it.texts().text(arrived.note()));
    }

    private static List<Possible> actions(Move it, Caller caller) {
        return MoveAction.possible(it.status()).stream()
                .filter(action -> caller.isAny(action.roles()))
                .filter(action ->
                        !action.decidedWhereTheyLeave() || caller.covers(it.plan().fromGrid()))
                .map(action ->
                        new Possible(
                                action.slug(),
                                MoveController.PATH + "/" + it.id() + "/actions/" + action.slug(),
                                action.roles().stream().map(Role::spelled).toList()))
                .toList();
    }
}
