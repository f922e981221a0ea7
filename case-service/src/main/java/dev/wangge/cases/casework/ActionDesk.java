package dev.wangge.cases.casework;

import dev.wangge.cases.action.CaseAction;
import dev.wangge.cases.action.CaseActions;
import dev.wangge.cases.action.CaseCommand;
import dev.wangge.cases.evidence.Photos;
import dev.wangge.cases.evidence.References;
import dev.wangge.cases.life.Case;
import dev.wangge.cases.store.StoredCase;
import dev.wangge.platform.problem.Problem;
import dev.wangge.platform.problem.ProblemType;
import dev.wangge.platform.security.Caller;
import dev.wangge.platform.web.StrictBodies;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Does what a caller asks for by name and body, if it is theirs to do. */
@Component
public class ActionDesk {
    private final Cases cases;
    private final CaseActions actions;
    private final Photos photos;
    private final StrictBodies bodies;

    ActionDesk(Cases cases, CaseActions actions, Photos photos, StrictBodies bodies) {
        this.cases = cases;
        this.actions = actions;
        this.photos = photos;
        this.bodies = bodies;
    }

    /**
     * Acts on a case. A repeat gets its first answer, whatever has changed since.
     *
     * @param body the action's fields as JSON; nothing where it takes none
     * @throws Problem that says why not
     */
    public Case act(String id, String name, byte[] body, Caller caller, Sending sending) {
        var stored = cases.find(id);
        var key = sending.key();
        // Nothing is checked before.
        var before = key == null ? Optional.<Case>empty() : stored.flatMap(it -> it.asLeftBy(key));
        if (before.isPresent()) {
            stored.ifPresent(Cases::noteRead);
            return before.get();
        }
        var visible = Cases.visible(stored, caller);
        var action =
                actions.find(name)
                        .orElseThrow(
                                () -> new Problem(ProblemType.NO_SUCH_ACTION, "No action " + name));
        action.who().require(caller);
        return act(visible, action, body, caller, sending);
    }

    private <C extends CaseCommand> Case act(
            StoredCase visible, CaseAction<C> action, byte[] body, Caller caller, Sending sending) {
        var command = bodies.read(body, action.fields().command());
        action.fields().checkTexts(command);
        cases.checkReach(command, caller);
        References.EVIDENCE.check(visible.id(), command.evidence(), photos);
        References.ATTACHMENTS.check(visible.id(), command.attachments(), photos);
        var by = cases.actor(caller, command.by());
        return cases.act(
                visible,
                action,
                command,
                by,
                found -> Cases.isVisible(found, caller),
                it -> {
                    if (!action.isForSides() && !Cases.isInCharge(it, caller)) {
                        throw Cases.notInCharge();
                    }
                    action.who().requireTheirs(it, caller, by);
                },
                sending);
    }

    /** The case as this caller may see it now; empty where they may not. */
    public Optional<Case> seen(String id, Caller caller) {
        var seen = cases.find(id).filter(stored -> Cases.isVisible(stored, caller));
        // What is refused before the case is looked at shows it, too.
        seen.ifPresent(Cases::noteRead);
        return seen.map(StoredCase::now);
    }
}
