package dev.wangge.cases.point;

import dev.wangge.cases.directory.Directory;
import dev.wangge.platform.event.Ids;
import dev.wangge.platform.problem.Problem;
import dev.wangge.platform.problem.Problem.Pointed;
import dev.wangge.platform.problem.ProblemType;
import dev.wangge.platform.security.Caller;
import dev.wangge.platform.web.EntityTag;
import dev.wangge.platform.web.FreeText;
import dev.wangge.platform.web.IdempotencyKey;
import java.time.Clock;
import java.util.Optional;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Opens, changes and retires report points of the caller's divisions. */
@Component
class ReportPoints {
    private static final int LONGEST_NAME = 100;

    private final ReportPointStore store;
    private final Directory directory;
    private final Clock clock;

    ReportPoints(ReportPointStore store, Directory directory, Clock clock) {
        this.store = store;
        this.directory = directory;
        this.clock = clock;
    }

    /**
     * Opens one; whoever was cut off after it was stored finds it by its key.
     *
     * @throws Problem invalid-request, outside-scope
     */
    ReportPoint open(
            @Nullable String name,
            @Nullable String gridCode,
            Caller caller,
            @Nullable IdempotencyKey key) {
        var point =
                new ReportPoint(
                        key == null ? UUID.randomUUID() : Ids.of("report-point", key.id()),
                        1,
                        line(name),
                        grid(gridCode, caller),
                        null,
                        clock.instant(),
                        caller.by());
        return store.add(point) ? point : store.find(point.id()).orElseThrow();
    }

    /** Says anew what it is called and where it lies. */
    ReportPoint change(
            UUID id,
            @Nullable String name,
            @Nullable String gridCode,
            @Nullable String ifMatch,
            Caller caller) {
        var called = line(name);
        var grid = grid(gridCode, caller);
        return changed(
                id,
                ifMatch,
                caller,
                it ->
                        new ReportPoint(
                                it.id(),
                                it.version() + 1,
                                called,
                                grid,
                                it.retiredAt(),
                                clock.instant(),
                                caller.by()));
    }

    /** From now on its code opens nothing; again, it stays as it is. */
    ReportPoint retire(UUID id, @Nullable String ifMatch, Caller caller) {
        return changed(
                id,
                ifMatch,
                caller,
                it ->
                        it.isOpen()
                                ? new ReportPoint(
                                        it.id(),
                                        it.version() + 1,
                                        it.name(),
                                        it.gridCode(),
                                        clock.instant(),
                                        clock.instant(),
                                        caller.by())
                                : it);
    }

    /** One of the caller's divisions; of others there is none. */
    ReportPoint one(UUID id, Caller caller) {
        return store.find(id)
                .filter(it -> caller.covers(it.gridCode()))
                .orElseThrow(() -> new Problem(ProblemType.NO_SUCH_ENTRY, "No report point " + id));
    }

    /** The one behind a code, while it is open. */
    Optional<ReportPoint> behind(UUID id) {
        return store.find(id).filter(ReportPoint::isOpen);
    }

    private ReportPoint changed(
            UUID id, @Nullable String ifMatch, Caller caller, UnaryOperator<ReportPoint> change) {
        while (true) {
            var there = one(id, caller);
            new EntityTag(there.version()).requireMatch(ifMatch);
            var changed = change.apply(there);
            // Of two at once the second looks again.
            if (changed.equals(there) || store.replace(changed)) {
                return changed;
            }
        }
    }

    private static String line(@Nullable String name) {
        var text = FreeText.required(name, "#/name", LONGEST_NAME);
        if (!FreeText.isLine(text, LONGEST_NAME)) {
            throw Problem.invalid(
                    Pointed.at("#/name", "control-character", "A name is written on one line"));
        }
        return text;
    }

    private String grid(@Nullable String code, Caller caller) {
        if (code == null || !code.matches("\\d{15}")) {
            throw Problem.invalid(
                    Pointed.at("#/gridCode", "wrong-code", "A grid code has 15 digits"));
        }
        caller.requireScope(code);
        if (directory.grid(code).isEmpty()) {
            throw Problem.invalid(Pointed.at("#/gridCode", "unknown-grid", "No grid " + code));
        }
        return code;
    }
}
