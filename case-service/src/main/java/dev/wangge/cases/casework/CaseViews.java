package dev.wangge.cases.casework;

import dev.wangge.cases.action.CaseActions;
import dev.wangge.cases.casework.CaseView.Possible;
import dev.wangge.cases.life.Case;
import dev.wangge.cases.rulebook.Rulebooks;
import dev.wangge.platform.audit.AuditedRequest;
import dev.wangge.platform.seal.CaseCode;
import dev.wangge.platform.seal.Vault;
import dev.wangge.platform.security.Caller;
import dev.wangge.platform.web.EntityTag;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;

/** Cases as answers: with their version as ETag, and only what this caller may do. */
@Component
public class CaseViews {
    private final CaseActions actions;
    private final Rulebooks rulebooks;
    private final Vault vault;
    private final Clock clock;

    CaseViews(CaseActions actions, Rulebooks rulebooks, Vault vault, Clock clock) {
        this.vault = vault;
        this.actions = actions;
        this.rulebooks = rulebooks;
        this.clock = clock;
    }

    public ResponseEntity<CaseView> answer(
            ResponseEntity.BodyBuilder answer, Case it, Caller caller) {
        return answer.eTag(new EntityTag(it.version()).toString())
                .contentType(MediaType.APPLICATION_JSON)
                .body(view(it, caller));
    }

    /** A case as this caller may see it. */
    public CaseView view(Case it, Caller caller) {
        return CaseView.of(
                it,
                CaseCode.of(UUID.fromString(it.id()), vault),
                possible(it, caller),
                clock.instant());
    }

    /** As lists show it. */
    public static CaseRow row(Case it) {
        if (it.confidence().isConfidential()) {
            AuditedRequest.listsConfidential(it.id());
        }
        return CaseRow.of(it);
    }

    private List<Possible> possible(Case it, Caller caller) {
        var rules = rulebooks.named(it.rulebook(), it.path());
        return actions.possible(it, clock.instant()).stream()
                .filter(action -> action.isForSides() || Cases.isInCharge(it, caller))
                .filter(action -> action.who().permits(it, caller))
                .map(action ->
                        new Possible(
                                action.slug(),
                                "/api/v1/cases/" + it.id() + "/actions/" + action.slug(),
                                action.who().roleNames(),
                                action.fieldsFor(it, rules)))
                .toList();
    }
}
