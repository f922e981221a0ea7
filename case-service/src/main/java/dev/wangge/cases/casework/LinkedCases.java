package dev.wangge.cases.casework;

import dev.wangge.cases.clock.WorkCalendar;
import dev.wangge.cases.directory.Directory;
import dev.wangge.cases.life.Action;
import dev.wangge.cases.life.ActionRequest;
import dev.wangge.cases.life.Case;
import dev.wangge.cases.people.People;
import dev.wangge.cases.store.CaseStore;
import dev.wangge.cases.store.StoredCase;
import dev.wangge.platform.problem.Problem;
import dev.wangge.platform.problem.ProblemType;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What the holder of an alert's link may do: only to that case, only what falls to them. */
@Component
public class LinkedCases {
    private static final DateTimeFormatter LOCAL =
            DateTimeFormatter.ofPattern("MM-dd HH:mm").withZone(WorkCalendar.ZONE);
    private final CaseStore store;
    private final Cases cases;
    private final Directory directory;
    private final People people;

    LinkedCases(CaseStore store, Cases cases, Directory directory, People people) {
        this.store = store;
        this.cases = cases;
        this.directory = directory;
        this.people = people;
    }

    public Optional<Case> find(String id) {
        return store.find(id).map(StoredCase::now);
    }

    /** The language in which the recipient of the link is spoken to. */
    public Optional<String> language(String recipient) {
        return directory.languageOf(recipient).or(() -> people.languageOf(recipient));
    }

    public void start(String id, String member) {
        act(id, Action.START, ActionRequest.none(), member, LinkedCases::isMember);
    }

    /** Whether this recipient could report it done now. */
    public boolean mayHandle(String id, String recipient) {
        return find(id).filter(it -> isMember(it, recipient) && canHandle(it)).isPresent();
    }

    public void handle(String id, String member, String what, List<String> evidence) {
        act(id, Action.HANDLE, ActionRequest.done(what, evidence), member, LinkedCases::isMember);
    }

    public void rate(String id, String reporter, int score, @Nullable String comment) {
        act(id, Action.RATE, ActionRequest.rated(score, comment), reporter, LinkedCases::mayRate);
    }

    /** Whether it is theirs to rate, which is done once, whichever link or client does it. */
    private static boolean mayRate(Case it, String recipient) {
        if (isReporter(it, recipient) && isRated(it)) {
            throw new Problem(ProblemType.LINK_USED, "This was rated before");
        }
        return isReporter(it, recipient);
    }

    /** Keeps that the recipient answered. */
    public void acknowledge(String id, String alert, String by) {
        cases.acknowledge(id, alert, by);
    }

    private void act(
            String id,
            Action action,
            ActionRequest order,
            String by,
            java.util.function.BiPredicate<Case, String> theirs) {
        cases.act(
                store.find(id).orElseThrow(Cases::noSuchCase),
                action,
                order,
                by,
                stored -> theirs.test(stored.now(), by),
                null,
                null);
    }

    /** Whether the case is this member's, or this unit's, to handle. */
    public static boolean isMember(Case it, String recipient) {
        var assignee = it.assignee();
        return assignee != null && recipient.equals(assignee.recipient().toString());
    }

    public static boolean isReporter(Case it, String recipient) {
        return recipient.equals(it.reported().reporter());
    }

    public static boolean canStart(Case it) {
        return Action.START.possibleIn(it.status());
    }

    public static boolean canHandle(Case it) {
        return Action.HANDLE.possibleIn(it.status());
    }

    public static boolean canRate(Case it) {
        return Action.RATE.possibleFor(it);
    }

    public static boolean isRated(Case it) {
        return it.rating() != null;
    }

    public static String localTime(Instant instant) {
        return LOCAL.format(instant);
    }
}
