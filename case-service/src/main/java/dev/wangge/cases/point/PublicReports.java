package dev.wangge.cases.point;

import dev.wangge.cases.casework.Cases;
import dev.wangge.cases.casework.Report;
import dev.wangge.cases.dictionaries.Assessment;
import dev.wangge.cases.directory.Directory;
import dev.wangge.cases.evidence.Evidence;
import dev.wangge.cases.evidence.Photos;
import dev.wangge.cases.intake.CaseNumbers;
import dev.wangge.cases.life.Case;
import dev.wangge.cases.life.confidence.Confidence;
import dev.wangge.cases.locate.Located;
import dev.wangge.cases.people.People;
import dev.wangge.contracts.Actor;
import dev.wangge.contracts.cases.v1.CaseKind;
import dev.wangge.platform.event.Ids;
import dev.wangge.platform.web.FreeText;
import dev.wangge.platform.web.IdempotencyKey;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Makes cases of what somebody without an account reports where they stand. */
@Component
class PublicReports {
    private static final String CHANNEL = "QR";
    private static final Actor ANYBODY = new Actor("report-point", null);
    private static final int TITLE = 60;

    private final Cases cases;
    private final CaseNumbers numbers;
    private final Directory directory;
    private final People people;
    private final Photos photos;
    private final Clock clock;

    PublicReports(
            Cases cases,
            CaseNumbers numbers,
            Directory directory,
            People people,
            Photos photos,
            Clock clock) {
        this.cases = cases;
        this.numbers = numbers;
        this.directory = directory;
        this.people = people;
        this.photos = photos;
        this.clock = clock;
    }

    /**
     * What was said.
     *
     * @param form which sheet it was written on: the same again is the same report
     * @param name null for who does not say it
     * @param phone null for who does not want to be called back
     */
    record Words(
            String form,
            CaseKind kind,
            String text,
            @Nullable String name,
            @Nullable String phone,
            String language) {
        String id(ReportPoint point) {
            return Ids.of(
                            "public-report",
                            point.id().toString(),
                            form,
                            kind.name(),
                            text,
                            String.valueOf(phone))
                    .toString();
        }
    }

    /** The case that came of these words before. */
    Optional<Case> before(ReportPoint point, Words words) {
        return cases.opened(words.id(point), key(words.id(point)));
    }

    /** Opens the case; its photos are those that are. */
    Case open(ReportPoint point, Words words, List<byte[]> sent) {
        var id = words.id(point);
        // Stored before the fact that names them; swept away if it never comes.
        var attachments =
                sent.stream()
                        .map(photo -> Evidence.photo(photos.keep(id, photo, null).name()))
                        .distinct()
                        .toList();
        var isAnonymous = words.phone() == null && words.name() == null;
        var title =
                FreeText.head(words.text().lines().findFirst().orElse(words.text()).strip(), TITLE);
        var report =
                new Report(
                        numbers.next(clock.instant()),
                        words.kind(),
                        null,
                        Assessment.NONE,
                        title,
                        title.equals(words.text()) ? null : words.text(),
                        CHANNEL,
                        isAnonymous ? null : id,
                        isAnonymous
                                ? null
                                : people.sealed(id, words.name(), words.phone(), words.language()),
                        null,
                        point.path().stream().filter(code -> code.length() <= 12).toList(),
                        null,
                        point.gridCode(),
                        point.name(),
                        null,
                        null,
                        attachments,
                        Confidence.NONE,
                        null);
        return cases.open(id, report, located(point), ANYBODY, key(id));
    }

    /** Empty, to be asked of grid-service later, where our copy knows no such grid any more. */
    private Optional<Located> located(ReportPoint point) {
        return directory
                .grid(point.gridCode())
                .map(grid -> Located.byCode(grid.code(), grid.divisionCode(), grid.members()));
    }

    private static IdempotencyKey key(String id) {
        return new IdempotencyKey(
                Ids.of("public-report-case", id).toString(),
                Ids.sha256(id.getBytes(StandardCharsets.UTF_8)));
    }
}
