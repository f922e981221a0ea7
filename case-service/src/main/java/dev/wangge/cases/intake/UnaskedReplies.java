package dev.wangge.cases.intake;

import dev.wangge.cases.casework.Cases;
import dev.wangge.cases.casework.LinkedCases;
import dev.wangge.cases.casework.Report;
import dev.wangge.cases.dictionaries.Assessment;
import dev.wangge.cases.life.confidence.Confidence;
import dev.wangge.cases.locate.Located;
import dev.wangge.cases.people.People;
import dev.wangge.contracts.alerts.v1.AlertEvent.Answering;
import dev.wangge.contracts.alerts.v1.AlertEvent.UnaskedReply;
import dev.wangge.contracts.cases.v1.CaseKind;
import dev.wangge.platform.event.Ids;
import dev.wangge.platform.event.ReceivedEvent;
import dev.wangge.platform.place.Codes;
import dev.wangge.platform.seal.Vault;
import dev.wangge.platform.web.FreeText;
import dev.wangge.platform.web.IdempotencyKey;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * What somebody writes by SMS answers what they were asked, or becomes a case for whoever
 * dispatches there.
 */
@Component
public class UnaskedReplies {
    private static final String CHANNEL = "SMS";
    private static final int TITLE = 60;
    private final Cases cases;
    private final LinkedCases linked;
    private final CaseNumbers numbers;
    private final People people;
    private final Vault vault;
    private final Clock clock;

    UnaskedReplies(
            Cases cases,
            LinkedCases linked,
            CaseNumbers numbers,
            People people,
            Vault vault,
            Clock clock) {
        this.cases = cases;
        this.linked = linked;
        this.numbers = numbers;
        this.people = people;
        this.vault = vault;
        this.clock = clock;
    }

    /**
     * Opens the case; doing it again changes nothing.
     *
     * @throws Vault.BrokenSeal when its words were sealed by another master key
     */
    public void open(UnaskedReply reply, ReceivedEvent event) {
        var id = Ids.of("unasked-reply", reply.reply()).toString();
        // The SMS is the key: its event may come any number of times, at once as well.
        var key =
                new IdempotencyKey(
                        Ids.of("unasked-reply-case", reply.reply()).toString(),
                        Ids.sha256(reply.reply().getBytes(StandardCharsets.UTF_8)));
        if (cases.opened(id, key).isPresent()) {
            return;
        }
        var text = FreeText.plain(vault.open(reply.sealedText(), event.subject()));
        var answering = reply.answering();
        if (answering != null && (answers(answering, reply, text, event) || answering.only())) {
            return;
        }
        var title = FreeText.head(text.lines().findFirst().orElse(text).strip(), TITLE);
        var _ =
                cases.open(
                        id,
                        new Report(
                                numbers.next(clock.instant()),
                                CaseKind.ADVICE,
                                null,
                                Assessment.NONE,
                                title,
                                title.equals(text) ? null : text,
                                CHANNEL,
                                reporter(reply.recipient()),
                                null,
                                event.time(),
                                divisions(reply.place()),
                                null,
                                null,
                                null,
                                null,
                                null,
                                List.of(),
                                Confidence.NONE,
                                null),
                        Optional.of(Located.nowhere()),
                        event.actor(),
                        key);
    }

    /** Once, as the case it would be otherwise is opened once. */
    private boolean answers(
            Answering answering, UnaskedReply reply, String text, ReceivedEvent event) {
        var key =
                new IdempotencyKey(
                        Ids.of("sms-answer", reply.reply()).toString(),
                        Ids.sha256(reply.reply().getBytes(StandardCharsets.UTF_8)));
        return linked.answer(answering.caseId(), reply.recipient(), text, event.time(), key);
    }

    /** Who is told when it is closed; of those who serve nobody needs to be. */
    private @Nullable String reporter(String recipient) {
        return people.languageOf(recipient).isPresent() ? recipient : null;
    }

    private static List<String> divisions(String place) {
        return Codes.path(place).stream().filter(code -> code.length() <= 12).toList();
    }
}
