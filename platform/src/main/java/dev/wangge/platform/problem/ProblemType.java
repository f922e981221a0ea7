package dev.wangge.platform.problem;

import java.util.Locale;
import org.springframework.http.HttpStatus;

/**
 * The problems there are, each with its status. Each has a title in three languages and a page,
 * {@code docs/problems/<slug>.md}; no page is of anything else.
 */
public enum ProblemType {
    DIVISION_RETIRED(HttpStatus.BAD_REQUEST),
    EVIDENCE_REQUIRED(HttpStatus.BAD_REQUEST),
    INVALID_CSV(HttpStatus.BAD_REQUEST),
    INVALID_GEOMETRY(HttpStatus.BAD_REQUEST),
    INVALID_IDEMPOTENCY_KEY(HttpStatus.BAD_REQUEST),
    INVALID_PHOTO(HttpStatus.BAD_REQUEST),
    INVALID_REQUEST(HttpStatus.BAD_REQUEST),
    MALFORMED_JSON(HttpStatus.BAD_REQUEST),
    UNKNOWN_PARAMETER(HttpStatus.BAD_REQUEST),
    UNAUTHENTICATED(HttpStatus.UNAUTHORIZED),
    NOT_ACTING_FOR(HttpStatus.FORBIDDEN),
    NOT_PERMITTED(HttpStatus.FORBIDDEN),
    OUTSIDE_SCOPE(HttpStatus.FORBIDDEN),
    NO_SUCH_ACCOUNT(HttpStatus.NOT_FOUND),
    NO_SUCH_ACTION(HttpStatus.NOT_FOUND),
    NO_SUCH_ALERT(HttpStatus.NOT_FOUND),
    NO_SUCH_CASE(HttpStatus.NOT_FOUND),
    NO_SUCH_CLIENT(HttpStatus.NOT_FOUND),
    NO_SUCH_CONTACT(HttpStatus.NOT_FOUND),
    NO_SUCH_DEAD_LETTER(HttpStatus.NOT_FOUND),
    NO_SUCH_DIVISION(HttpStatus.NOT_FOUND),
    NO_SUCH_ENTRY(HttpStatus.NOT_FOUND),
    NO_SUCH_GRID(HttpStatus.NOT_FOUND),
    NO_SUCH_KEY_PERIOD(HttpStatus.NOT_FOUND),
    NO_SUCH_MOVE(HttpStatus.NOT_FOUND),
    NO_SUCH_RULES(HttpStatus.NOT_FOUND),
    NO_SUCH_ZERO_REPORT(HttpStatus.NOT_FOUND),
    NOT_FOUND(HttpStatus.NOT_FOUND),
    METHOD_NOT_ALLOWED(HttpStatus.METHOD_NOT_ALLOWED),
    NOT_ACCEPTABLE(HttpStatus.NOT_ACCEPTABLE),
    BODY_TOO_SLOW(HttpStatus.REQUEST_TIMEOUT),
    ACTION_NOT_ALLOWED(HttpStatus.CONFLICT),
    CANNOT_MERGE(HttpStatus.CONFLICT),
    CASE_FULL(HttpStatus.CONFLICT),
    CHANGED_MEANWHILE(HttpStatus.CONFLICT),
    CHILDREN_OPEN(HttpStatus.CONFLICT),
    CONFIGURED_CLIENT(HttpStatus.CONFLICT),
    DEAD_LETTER_OVERTAKEN(HttpStatus.CONFLICT),
    ENTRY_EXISTS(HttpStatus.CONFLICT),
    EXTERNAL_REF_TAKEN(HttpStatus.CONFLICT),
    GRID_EXISTS(HttpStatus.CONFLICT),
    LINK_USED(HttpStatus.CONFLICT),
    OWNED_BY_MOVE(HttpStatus.CONFLICT),
    PARTS_OPEN(HttpStatus.CONFLICT),
    REPLAY_FAILED(HttpStatus.CONFLICT),
    SAME_PERSON(HttpStatus.CONFLICT),
    TOO_MANY_CHECK_INS(HttpStatus.CONFLICT),
    TOO_MANY_PLANS(HttpStatus.CONFLICT),
    VERIFIER_IS_HANDLER(HttpStatus.CONFLICT),
    VILLAGE_FULL(HttpStatus.CONFLICT),
    STALE_VERSION(HttpStatus.PRECONDITION_FAILED),
    BATCH_TOO_LARGE(HttpStatus.CONTENT_TOO_LARGE),
    BODY_TOO_LARGE(HttpStatus.CONTENT_TOO_LARGE),
    UNSUPPORTED_MEDIA_TYPE(HttpStatus.UNSUPPORTED_MEDIA_TYPE),
    IDEMPOTENCY_KEY_REUSED(HttpStatus.UNPROCESSABLE_CONTENT),
    RATE_LIMITED(HttpStatus.TOO_MANY_REQUESTS),
    INTERNAL_ERROR(HttpStatus.INTERNAL_SERVER_ERROR),
    DATABASE_UNAVAILABLE(HttpStatus.SERVICE_UNAVAILABLE),
    SEARCH_NOT_READY(HttpStatus.SERVICE_UNAVAILABLE),
    SERVICE_UNAVAILABLE(HttpStatus.SERVICE_UNAVAILABLE);

    private final HttpStatus status;

    ProblemType(HttpStatus status) {
        this.status = status;
    }

    public HttpStatus status() {
        return status;
    }

    /** The last part of its address: {@code stale-version} of {@code /problems/stale-version}. */
    public String slug() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
