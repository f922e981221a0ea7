package dev.wangge.cases.intake;

import dev.wangge.cases.casework.ActionDesk;
import dev.wangge.cases.casework.CaseViews;
import dev.wangge.cases.casework.Sending;
import dev.wangge.cases.directory.Callers;
import dev.wangge.cases.intake.BatchController.Answer;
import dev.wangge.cases.intake.BatchItem.Done;
import dev.wangge.cases.intake.BatchItem.Reported;
import dev.wangge.cases.life.Case;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseRecordedOnDevice;
import dev.wangge.platform.event.Ids;
import dev.wangge.platform.problem.Problem;
import dev.wangge.platform.problem.Problems;
import dev.wangge.platform.security.Caller;
import dev.wangge.platform.web.EntityTag;
import dev.wangge.platform.web.IdempotencyKey;
import dev.wangge.platform.web.StrictBodies;
import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import tools.jackson.databind.node.ObjectNode;

/**
 * Does what was recorded on a device, each thing alone: one that is refused is in no other's way,
 * and each is done once, however often the device sends it because an answer was lost.
 */
@Component
class Batch {
    private final Intake intake;
    private final ActionDesk desk;
    private final Callers callers;
    private final CaseViews views;
    private final StrictBodies bodies;
    private final Problems problems;

    Batch(
            Intake intake,
            ActionDesk desk,
            Callers callers,
            CaseViews views,
            StrictBodies bodies,
            Problems problems) {
        this.intake = intake;
        this.desk = desk;
        this.callers = callers;
        this.views = views;
        this.bodies = bodies;
        this.problems = problems;
    }

    /** Who sends a batch, and how. */
    private record From(Caller caller, String bearer, HttpServletRequest request) {}

    /** What a report or an action is, with the key of its item. */
    private record Keyed(BatchItem item, IdempotencyKey key) {
        private Instant at() {
            return Objects.requireNonNullElse(item.deviceTime(), Instant.MAX);
        }
    }

    /** Answers in the order of the items; reports are taken in before what is done about them. */
    List<Answer> take(Map<String, ObjectNode> items, String bearer, HttpServletRequest request) {
        var from = new From(callers.current(), bearer, request);
        var answers = new HashMap<String, Answer>();
        var read =
                items.entrySet().stream()
                        .flatMap(entry ->
                                read(entry.getKey(), entry.getValue(), from, answers).stream())
                        .sorted(
                                Comparator.comparing((Keyed one) -> !(one.item instanceof Reported))
                                        .thenComparing(Keyed::at))
                        .toList();
        read.forEach(one -> answers.put(one.item.id(), answer(one, from)));
        return items.keySet().stream().map(id -> Objects.requireNonNull(answers.get(id))).toList();
    }

    private Optional<Keyed> read(
            String id, ObjectNode item, From from, Map<String, Answer> answers) {
        try {
            // A device's id is its own: of another client the same would be another.
            var key =
                    new IdempotencyKey(
                            Ids.of(from.caller.client(), "batch", id).toString(),
                            Ids.sha256(utf8(item.toString())));
            return Optional.of(new Keyed(BatchItem.of(id, item, bodies), key));
        } catch (Problem wrong) {
            answers.put(id, refused(id, wrong, null, from));
            return Optional.empty();
        }
    }

    private Answer answer(Keyed one, From from) {
        var item = one.item;
        var at = item.deviceTime();
        var onDevice = at == null ? null : new CaseRecordedOnDevice(item.id(), at);
        return switch (item) {
            case Reported it -> reported(it, new Sending(null, one.key, onDevice), from);
            case Done it -> done(it, one.key, onDevice, from);
        };
    }

    private Answer reported(Reported it, Sending sending, From from) {
        try {
            var made = intake.open(it.id(), utf8(it.body()), from.caller, from.bearer, sending);
            return answer(it.id(), HttpStatus.CREATED, made, from);
        } catch (Problem refused) {
            // Whose id it is already nobody else is told.
            var told =
                    refused.status() == HttpStatus.NOT_FOUND
                            ? IdempotencyKey.reused("Another case has this id")
                            : refused;
            return refused(it.id(), told, null, from);
        }
    }

    private Answer done(
            Done it, IdempotencyKey key, @Nullable CaseRecordedOnDevice onDevice, From from) {
        var version = it.version();
        var seen = version == null ? null : new EntityTag(version).toString();
        try {
            var done =
                    desk.act(
                            it.caseId(),
                            it.action(),
                            utf8(it.fields()),
                            from.caller,
                            new Sending(seen, key, onDevice));
            return answer(it.id(), HttpStatus.OK, done, from);
        } catch (Problem refused) {
            // With the case as it is now whoever was out of coverage sees both sides.
            return refused(
                    it.id(), refused, desk.seen(it.caseId(), from.caller).orElse(null), from);
        }
    }

    private Answer answer(String id, HttpStatus status, Case it, From from) {
        return new Answer(id, status.value(), it.version(), views.view(it, from.caller), null);
    }

    private Answer refused(String id, Problem why, @Nullable Case now, From from) {
        return new Answer(
                id,
                why.status().value(),
                now == null ? null : now.version(),
                now == null ? null : views.view(now, from.caller),
                problems.detail(why, from.request));
    }

    private static byte[] utf8(String json) {
        return json.getBytes(StandardCharsets.UTF_8);
    }
}
