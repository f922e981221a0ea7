package dev.wangge.cases.casework;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.wangge.cases.life.Case;
import dev.wangge.cases.life.asking.Question;
import dev.wangge.platform.web.Times;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Something that was asked of somebody outside.
 *
 * @param id by which an answer names it
 * @param to whether its reporter was asked, or it was forwarded to somebody without account
 * @param text the question, or what was forwarded; null when it was forgotten
 * @param pauses no time to handle the case runs while it is open
 * @param endedAt when it was answered, or else lapsed; null while it is open
 */
@JsonInclude(JsonInclude.Include.ALWAYS)
record QuestionView(
        String id,
        Asked to,
        @Nullable String text,
        String askedAt,
        String answerBy,
        boolean pauses,
        Question.Outcome status,
        @Nullable String answer,
        @Nullable String endedAt) {
    /** Who was asked. */
    enum Asked {
        REPORTER,
        OUTSIDER
    }

    static List<QuestionView> of(Case it) {
        var all = it.questions().all();
        it.texts()
                .fetch(
                        all.stream()
                                .flatMap(one -> Stream.of(one.text(), one.answer()))
                                .flatMap(Stream::ofNullable)
                                .toList());
        return all.stream()
                .map(one ->
                        new QuestionView(
                                one.id(),
                                one.isForwarded() ? Asked.OUTSIDER : Asked.REPORTER,
                                it.texts().text(one.text()),
                                Times.utc(one.askedAt()),
                                Times.utc(one.answerBy()),
                                one.pauses(),
                                one.outcome(),
                                it.texts().text(one.answer()),
                                Times.utcOrNull(one.endedAt())))
                .toList();
    }
}
