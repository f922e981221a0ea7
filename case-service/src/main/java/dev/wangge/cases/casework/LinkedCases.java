package dev.wangge.cases.casework;

import dev.wangge.cases.action.CaseAction;
import dev.wangge.cases.action.CaseCommand;
import dev.wangge.cases.action.Relation;
import dev.wangge.cases.asking.AskingActions;
import dev.wangge.cases.asking.AskingActions.Answer;
import dev.wangge.cases.bonds.JoiningActions;
import dev.wangge.cases.bonds.JoiningActions.Finish;
import dev.wangge.cases.clock.WorkCalendar;
import dev.wangge.cases.directory.Directory;
import dev.wangge.cases.dispatching.DispatchingActions;
import dev.wangge.cases.dispatching.DispatchingActions.Cause;
import dev.wangge.cases.dispatching.DispatchingActions.Return;
import dev.wangge.cases.feedback.FeedbackActions;
import dev.wangge.cases.feedback.FeedbackActions.Rate;
import dev.wangge.cases.handling.HandlingActions;
import dev.wangge.cases.handling.HandlingActions.Handle;
import dev.wangge.cases.handling.HandlingActions.Start;
import dev.wangge.cases.life.Case;
import dev.wangge.cases.life.asking.Question;
import dev.wangge.cases.people.People;
import dev.wangge.cases.store.CaseStore;
import dev.wangge.cases.store.StoredCase;
import dev.wangge.contracts.Actor;
import dev.wangge.contracts.Recipient;
import dev.wangge.contracts.cases.v1.CaseEvent.Assignee;
import dev.wangge.platform.problem.Problem;
import dev.wangge.platform.problem.ProblemType;
import dev.wangge.platform.web.IdempotencyKey;
import java.time.Clock;
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
    private final Clock clock;

    LinkedCases(CaseStore store, Cases cases, Directory directory, People people, Clock clock) {
        this.clock = clock;
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
        act(id, HandlingActions.START, new Start(null), member);
    }

    /** Whether this recipient could report it done now, or their part of it. */
    public boolean mayHandle(String id, String recipient) {
        return find(id).filter(it -> mayHandle(it, recipient)).isPresent();
    }

    public boolean mayHandle(Case it, String recipient) {
        return offers(HandlingActions.HANDLE, it, recipient)
                || offers(JoiningActions.FINISH, it, recipient);
    }

    /** The whole for who has the case, else the part of their unit. */
    public void handle(String id, String who, String what, List<String> evidence) {
        if (find(id).filter(it -> isSide(it, who)).isPresent()) {
            var unit = Recipient.parse(who).code();
            act(id, JoiningActions.FINISH, new Finish(null, unit, null, what, evidence), who);
        } else {
            act(id, HandlingActions.HANDLE, new Handle(null, what, evidence), who);
        }
    }

    /** The page asks whether it is theirs. */
    public void giveBack(String id, String member, String reason) {
        act(id, DispatchingActions.RETURN, new Return(null, reason, Cause.NOT_OURS), member);
    }

    public void rate(String id, String reporter, Rate rate) {
        act(id, FeedbackActions.RATE, rate, reporter);
    }

    /** Answers what this recipient was asked; no other's question. */
    public void answer(String id, String recipient, @Nullable String question, String text) {
        act(id, AskingActions.ANSWER, new Answer(null, text, question), recipient);
    }

    /**
     * Answers what this recipient was asked last by then and has not answered.
     *
     * @param key by which it is done once
     * @return false where they were asked nothing, or somebody answered meanwhile
     */
    public boolean answer(
            String id, String recipient, String text, Instant by, IdempotencyKey key) {
        var stored = store.find(id);
        if (stored.isEmpty()) {
            return false;
        }
        if (stored.get().asLeftBy(key).isPresent()) {
            return true;
        }
        var question = stored.get().now().questions().unanswered(Actor.parse(recipient).who(), by);
        if (question.isEmpty()) {
            return false;
        }
        try {
            var answer = new Answer(null, text, question.get().id());
            act(id, AskingActions.ANSWER, answer, recipient, key);
            return true;
        } catch (Problem refused) {
            return false;
        }
    }

    /** Keeps that the recipient answered. */
    public void acknowledge(String id, String alert, String by) {
        cases.acknowledge(id, alert, Actor.parse(by));
    }

    /** Any action that the recipient may take, as the case stands to them. */
    public <C extends CaseCommand> void act(
            String id, CaseAction<C> action, C command, String recipient) {
        act(id, action, command, recipient, null);
    }

    private <C extends CaseCommand> void act(
            String id,
            CaseAction<C> action,
            C command,
            String recipient,
            @Nullable IdempotencyKey key) {
        var actor = Actor.parse(recipient);
        action.fields().checkTexts(command);
        cases.act(
                store.find(id).orElseThrow(Cases::noSuchCase),
                action,
                command,
                actor,
                stored -> isTheirs(stored.now(), action, actor),
                _ -> {},
                Sending.once(key));
    }

    /** Rating is done once, whichever link or client does it. */
    private static boolean isTheirs(Case it, CaseAction<?> action, Actor actor) {
        if (!action.who().permits(it, actor)) {
            return false;
        }
        if (action == FeedbackActions.RATE && isRated(it)) {
            throw new Problem(ProblemType.LINK_USED, "This was rated before");
        }
        return true;
    }

    /** Whether it is this recipient's, and possible now. */
    public boolean offers(CaseAction<?> action, Case it, String recipient) {
        return action.who().permits(it, Actor.parse(recipient))
                && action.isPossible(it, clock.instant());
    }

    /** Whether the case, or a part of it, is this member's, or this unit's, to handle. */
    public static boolean isMember(Case it, String recipient) {
        return Relation.ASSIGNEE.holds(it, Actor.parse(recipient)) || isSide(it, recipient);
    }

    private static boolean isSide(Case it, String recipient) {
        return Relation.SIDE.holds(it, Actor.parse(recipient));
    }

    /** Whether they had it, and another has it now, or nobody. */
    public static boolean hadIt(Case it, String recipient) {
        var who = Recipient.parse(recipient);
        return it.wasAssignedTo(new Assignee(who.isUnit() ? "UNIT" : "MEMBER", who.code()));
    }

    public static boolean isReporter(Case it, String recipient) {
        return Relation.REPORTER.holds(it, Actor.parse(recipient));
    }

    /**
     * Whether they may know what it is about: not somebody it was forwarded to, who knows what they
     * were told; of a confidential case only whoever has it or reported it.
     */
    public static boolean maySeeTitle(Case it, String recipient) {
        var isOutsider = it.questions().to(recipient).stream().anyMatch(Question::isForwarded);
        return !isOutsider
                && (!it.confidence().isConfidential()
                        || isMember(it, recipient)
                        || isReporter(it, recipient));
    }

    public static boolean isRated(Case it) {
        return it.rating() != null;
    }

    public static String localTime(Instant instant) {
        return LOCAL.format(instant);
    }
}
