package dev.wangge.notify.alert;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.wangge.notify.subject.CaseSubject;
import dev.wangge.platform.web.Times;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An alert as the API shows it. Who is behind a recipient, and under which number, is not said.
 *
 * @param caseId null when it is not about a case
 * @param recipient a member code, {@code unit:} and a unit's code, {@code person:…} for somebody on
 *     duty who is no member, or a person reference
 * @param possibleDuplicate one of its messages may have arrived twice
 */
@JsonInclude(JsonInclude.Include.ALWAYS)
record AlertView(
        String id,
        @Nullable String caseId,
        @Nullable String caseNumber,
        AboutView about,
        Rule rule,
        String recipient,
        @Nullable String language,
        @Nullable String channel,
        Status status,
        boolean possibleDuplicate,
        String createdAt,
        String updatedAt,
        List<AttemptView> attempts) {

    /** What it is about; type is CASE or ZERO_REPORT. */
    record AboutView(String type, String id) {}

    /** One call of a provider; times are UTC with milliseconds. */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    record AttemptView(
            String channel,
            String outId,
            String at,
            Attempt.State state,
            @Nullable String code,
            @Nullable String message,
            @Nullable String providerId,
            @Nullable String receiptAt,
            boolean possibleDuplicate) {
        static AttemptView of(Attempt attempt) {
            return new AttemptView(
                    attempt.channel().value(),
                    attempt.outId(),
                    Times.utc(attempt.at()),
                    attempt.state(),
                    attempt.code(),
                    attempt.message(),
                    attempt.providerId(),
                    Times.utcOrNull(attempt.receiptAt()),
                    attempt.possibleDuplicate());
        }
    }

    static AlertView of(Alert alert) {
        var subject = alert.cause().subject();
        var channel = alert.delivery().channel();
        var ofCase = subject instanceof CaseSubject it ? it : null;
        return new AlertView(
                alert.id(),
                ofCase == null ? null : ofCase.id(),
                ofCase == null ? null : ofCase.number(),
                new AboutView(subject.type().name(), subject.id()),
                alert.rule(),
                alert.recipient(),
                alert.delivery().language(),
                channel == null ? null : channel.value(),
                alert.status(),
                alert.delivery().isPossibleDuplicate(),
                Times.utc(alert.createdAt()),
                Times.utc(alert.state().updatedAt()),
                alert.delivery().attempts().stream().map(AttemptView::of).toList());
    }
}
