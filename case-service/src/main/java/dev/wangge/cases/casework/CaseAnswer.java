package dev.wangge.cases.casework;

import dev.wangge.cases.life.Case;
import dev.wangge.platform.security.Caller;
import dev.wangge.platform.web.EntityTag;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;

/** A case as an answer: with its version as ETag, and only what this caller may do. */
public final class CaseAnswer {
    private CaseAnswer() {}

    public static ResponseEntity<CaseView> of(
            ResponseEntity.BodyBuilder answer, Case it, Caller caller) {
        return answer.eTag(new EntityTag(it.version()).toString())
                .contentType(MediaType.APPLICATION_JSON)
                .body(CaseView.of(it, caller));
    }
}
