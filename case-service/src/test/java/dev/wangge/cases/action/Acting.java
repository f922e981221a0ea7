package dev.wangge.cases.action;

import dev.wangge.cases.action.CaseActions.Rows;
import dev.wangge.cases.check.Lots;
import dev.wangge.cases.clock.Ladder;
import dev.wangge.cases.dispatching.Dispatching;
import dev.wangge.cases.life.Case;
import dev.wangge.cases.life.Status;
import dev.wangge.cases.routing.Takers;
import dev.wangge.cases.rulebook.Rulebook;
import dev.wangge.contracts.Actor;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseLocated;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseReported;
import dev.wangge.contracts.cases.v1.CaseKind;
import dev.wangge.platform.seal.Vault;
import dev.wangge.platform.web.StrictBodies;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.springframework.context.annotation.ClassPathScanningCandidateComponentProvider;
import org.springframework.core.type.filter.AssignableTypeFilter;
import org.springframework.util.ClassUtils;

/** Acts on cases as a caller does: by an action's name, with JSON. */
public final class Acting {
    public static final Instant NOW = Instant.parse("2026-11-24T02:00:00Z");
    public static final Ladder LADDER = new Ladder();
    public static final String GRID = "540328101201001";

    /** The id of a case that was reported before all others, and is open. */
    public static final String OLDER = "1a0c0a52-6f0a-5b8e-9e3b-2f3a5a0c0a52";

    /** All fields that any action takes, as far as an action has them. */
    private static final Map<String, String> COMPLETE =
            Map.ofEntries(
                    Map.entry("reason", "\"原因\""),
                    Map.entry("tier", "\"COMMITTEE\""),
                    Map.entry("category", "\"rockfall\""),
                    Map.entry("scale", "\"02\""),
                    Map.entry("grade", "\"04\""),
                    Map.entry("nature", "\"03\""),
                    Map.entry("people", "30"),
                    Map.entry("member", "\"M-2\""),
                    Map.entry("what", "\"做了\""),
                    Map.entry("evidence", "[\"photo:1\"]"),
                    Map.entry("description", "\"还有\""),
                    Map.entry("address", "\"村口\""),
                    Map.entry("attachments", "[\"12345-1\"]"),
                    Map.entry("passed", "true"),
                    Map.entry("outcome", "\"办结\""),
                    Map.entry("text", "\"答复\""),
                    Map.entry("rung", "\"YELLOW\""),
                    Map.entry("score", "4"),
                    Map.entry("solved", "false"),
                    Map.entry("comment", "\"好\""),
                    Map.entry("resumeWhen", "\"资金到位\""),
                    Map.entry("amount", "1300000"),
                    Map.entry("source", "\"县财政\""),
                    Map.entry("county", "\"540302\""),
                    Map.entry("window", "{\"from\":\"05-01\",\"to\":\"10-31\"}"),
                    Map.entry("into", "\"%s\"".formatted(Acting.OLDER)),
                    Map.entry("question", "\"几点停的水？\""),
                    Map.entry("to", "{\"name\":\"供水公司\",\"phone\":\"19900001234\"}"),
                    Map.entry("answerBy", "\"2026-12-20T10:00:00+08:00\""),
                    Map.entry("pauses", "true"),
                    Map.entry("cause", "\"DUPLICATE\""),
                    Map.entry("children", "[{\"kind\":\"REQUEST\",\"title\":\"换水管\"}]"));

    /** What comes before an action that its state alone does not make possible. */
    private static final Map<String, String> BEFORE =
            Map.of(
                    "approve-extension", "extend",
                    "refuse-extension", "extend",
                    "resume", "suspend",
                    "answer", "ask",
                    "finish", "join",
                    "acknowledge", "supervise",
                    "verify", "rate");

    private static final StrictBodies BODIES = new StrictBodies();
    private static final List<Class<?>> FEATURES = features();
    private static final CaseActions ACTIONS = actions();

    private Acting() {}

    /** Of every feature there is, found as the service finds them; made anew each time. */
    public static CaseActions actions() {
        return new CaseActions(FEATURES.stream().map(Acting::made).toList());
    }

    private static List<Class<?>> features() {
        var scanner = new ClassPathScanningCandidateComponentProvider(false);
        scanner.addIncludeFilter(new AssignableTypeFilter(Rows.class));
        return scanner.findCandidateComponents("dev.wangge.cases").stream()
                .<Class<?>>map(found ->
                        ClassUtils.resolveClassName(String.valueOf(found.getBeanClassName()), null))
                .toList();
    }

    private static Rows made(Class<?> feature) {
        try {
            var constructor = feature.getDeclaredConstructors()[0];
            constructor.setAccessible(true);
            var given = Arrays.stream(constructor.getParameterTypes()).map(Acting::collaborator);
            return (Rows) constructor.newInstance(given.toArray());
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Object collaborator(Class<?> type) {
        if (type == Lots.class) {
            return new Lots(new Vault(new byte[32]), Clock.fixed(NOW, ZoneOffset.UTC));
        }
        throw new IllegalStateException("No " + type);
    }

    /** A case in this state in which the action is possible, if it is possible in this state. */
    public static Case in(Status status, String action) {
        var it = in(status);
        var before = BEFORE.get(action);
        if (before != null && ACTIONS.find(before).orElseThrow().isPossible(it, NOW)) {
            act(it, before, "desk");
        }
        return it;
    }

    /** Acts with whatever the action can be told. */
    public static void act(Case it, String action, String by) {
        act(it, action, complete(action), by);
    }

    public static void act(Case it, String action, String json, String by) {
        act(it, action, json, by, NOW);
    }

    public static void act(Case it, String action, String json, String by, Instant at) {
        act(it, action, json, by, at, Acting::older);
    }

    public static void act(
            Case it, String action, String json, String by, Instant at, OtherCases others) {
        act(
                it,
                action,
                json,
                new CommandContext(
                        Actor.parse(by), new Rulebook(), at, others, null, Takers.NOBODY));
    }

    public static void act(Case it, String action, String json, CommandContext context) {
        perform(ACTIONS.find(action).orElseThrow(), it, json, context);
    }

    private static Optional<Case> older(String id) {
        return id.equals(OLDER)
                ? Optional.of(
                        reported(CaseKind.HAZARD, OLDER, "WG2026-0000000", NOW.minusSeconds(60)))
                : Optional.empty();
    }

    private static <C extends CaseCommand> void perform(
            CaseAction<C> action, Case it, String json, CommandContext context) {
        var command = command(action, json);
        var outsider = command.outsider() == null ? null : "O-" + (it.seq() + 1);
        ACTIONS.perform(
                action,
                it,
                command,
                new CommandContext(
                        context.actor(),
                        context.rules(),
                        context.now(),
                        context.others(),
                        outsider,
                        context.takers()));
    }

    public static <C extends CaseCommand> C command(CaseAction<C> action, String json) {
        var command = BODIES.read(json.getBytes(StandardCharsets.UTF_8), action.fields().command());
        action.fields().checkTexts(command);
        return command;
    }

    public static boolean leadsOn(String action, String json) {
        return leadsOn(ACTIONS.find(action).orElseThrow(), json);
    }

    private static <C extends CaseCommand> boolean leadsOn(CaseAction<C> action, String json) {
        return action.leadsOn(command(action, json));
    }

    /** A body that an action takes, with all of its fields but who acts. */
    public static String complete(String action) {
        return ACTIONS.find(action).orElseThrow().fields().all().stream()
                .filter(field -> COMPLETE.containsKey(field.name()))
                .map(field -> "\"%s\":%s".formatted(field.name(), COMPLETE.get(field.name())))
                .collect(Collectors.joining(",", "{", "}"));
    }

    /** Located, and given to M-1. */
    public static Case dispatched(CaseKind kind) {
        var it = reported(kind);
        goesOut(it, List.of("M-1"));
        return it;
    }

    public static void goesOut(Case it, List<String> onDuty) {
        Dispatching.autoDispatch(
                it, new OnDuty(onDuty), new CommandContext(Actor.SYSTEM, new Rulebook(), NOW));
    }

    private record OnDuty(List<String> onDuty) implements Takers {
        @Override
        public long openCases(String member) {
            return 0;
        }

        @Override
        public Optional<String> divisionOf(String unit) {
            return Optional.empty();
        }
    }

    /** Reported by R-1 and located, and nothing else. */
    public static Case reported(CaseKind kind) {
        return reported(kind, "5a0c0a52-6f0a-5b8e-9e3b-2f3a5a0c0a52", "WG2026-0000001", NOW);
    }

    /** The same, by another id and number, at another time. */
    public static Case reported(CaseKind kind, String id, String number, Instant at) {
        var it = Case.fresh(id);
        it.record(
                new CaseReported(
                        number,
                        kind.name(),
                        "API",
                        "R-1",
                        null,
                        List.of("54", "5403", "540328"),
                        it.texts().keep("水管坏了"),
                        null,
                        null,
                        null,
                        null,
                        new Rulebook().acceptBy(at),
                        new Rulebook().version(),
                        null,
                        null),
                Actor.parse("county-demo"),
                at);
        it.record(
                new CaseLocated(
                        "POLYGON",
                        1,
                        GRID,
                        "540328101201",
                        List.of("54", "5403", "540328", "540328101", "540328101201", GRID),
                        null),
                Actor.SYSTEM,
                at);
        return it;
    }

    /** In that state, by the shortest way there; of a kind that asks for evidence. */
    public static Case in(Status status) {
        return switch (status) {
            case REPORTED -> reported(CaseKind.HAZARD);
            case FILED -> after(reported(CaseKind.HAZARD), "accept");
            case DISPATCHED -> dispatched(CaseKind.HAZARD);
            case IN_PROGRESS -> after(dispatched(CaseKind.HAZARD), "start");
            case HANDLED -> after(dispatched(CaseKind.HAZARD), "handle");
            case VERIFIED -> after(in(Status.HANDLED), "verify");
            case CLOSED -> after(in(Status.VERIFIED), "close");
            case DECLINED -> after(reported(CaseKind.HAZARD), "decline");
            case MERGED -> after(reported(CaseKind.HAZARD), "merge");
            case VOID -> after(reported(CaseKind.HAZARD), "void");
        };
    }

    private static Case after(Case it, String action) {
        act(it, action, action + "'s");
        return it;
    }
}
