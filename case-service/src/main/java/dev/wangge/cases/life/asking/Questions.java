package dev.wangge.cases.life.asking;

import dev.wangge.cases.life.asking.Question.Outcome;
import dev.wangge.cases.life.supervision.WakeUp;
import dev.wangge.contracts.cases.v1.CaseEvent;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseAnswered;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseAsked;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseForwarded;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseQuestionLapsed;
import dev.wangge.platform.event.Fact;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What was asked of people outside, oldest first. All of it lies with the case's state, so there is
 * an end to it.
 */
public record Questions(List<Question> all) {
    public static final Questions NONE = new Questions(List.of());

    private static final int MOST = 20;
    private static final int MOST_OPEN = 5;

    /**
     * With what the event told of them.
     *
     * @param isCaseOpen after the event: what is open of a case that ended is answered no more
     */
    public Questions apply(CaseEvent event, Fact fact, boolean isCaseOpen) {
        var told = told(event, fact.at());
        return isCaseOpen || told.open().isEmpty()
                ? told
                : told.each(it -> it.isOpen() ? it.ended(Outcome.OVERTAKEN, null, fact.at()) : it);
    }

    private Questions told(CaseEvent event, Instant at) {
        return switch (event) {
            case CaseAsked e ->
                    and(
                            Question.asked(
                                    e.question(),
                                    e.reporter(),
                                    false,
                                    e.text(),
                                    at,
                                    e.answerBy(),
                                    e.pauses()));
            case CaseForwarded e ->
                    and(
                            Question.asked(
                                    e.question(),
                                    e.to(),
                                    true,
                                    e.what(),
                                    at,
                                    e.answerBy(),
                                    e.pauses()));
            case CaseAnswered e -> ended(e.question(), Outcome.ANSWERED, e.text(), at);
            case CaseQuestionLapsed e -> ended(e.question(), Outcome.LAPSED, null, at);
            default -> this;
        };
    }

    private Questions and(Question next) {
        return new Questions(Stream.concat(all.stream(), Stream.of(next)).toList());
    }

    private Questions ended(String id, Outcome how, @Nullable String answer, Instant at) {
        return each(it -> it.id().equals(id) ? it.ended(how, answer, at) : it);
    }

    private Questions each(UnaryOperator<Question> change) {
        return new Questions(all.stream().map(change).toList());
    }

    public List<Question> open() {
        return all.stream().filter(Question::isOpen).toList();
    }

    public boolean hasRoom() {
        return all.size() < MOST && open().size() < MOST_OPEN;
    }

    public boolean isAnyAnswerable() {
        return all.stream().anyMatch(Question::isAnswerable);
    }

    /** What the next one is called. */
    public String nextId() {
        return "Q" + (all.size() + 1);
    }

    public Optional<Question> find(String id) {
        return all.stream().filter(it -> it.id().equals(id)).findFirst();
    }

    /** What somebody was asked, by their reference. */
    public List<Question> to(String person) {
        return all.stream().filter(it -> it.to().equals(person)).toList();
    }

    /**
     * What somebody was asked last by then and has not answered; what lapsed only where nothing is
     * open.
     */
    public Optional<Question> unanswered(String person, Instant by) {
        var theirs =
                to(person).stream()
                        .filter(it -> it.isAnswerable() && !it.askedAt().isAfter(by))
                        .toList()
                        .reversed();
        return theirs.stream()
                .filter(Question::isOpen)
                .findFirst()
                .or(() -> theirs.stream().findFirst());
    }

    /** What comes by itself: each lapses when its time has come, the earliest first. */
    public List<WakeUp> plan() {
        return open().stream()
                .sorted(Comparator.comparing(Question::answerBy))
                .<WakeUp>map(it -> new WakeUp.Lapse(it.answerBy(), it.id()))
                .toList();
    }
}
