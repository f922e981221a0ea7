package dev.wangge.cases.casework;

import dev.wangge.cases.dictionaries.Assessment;
import dev.wangge.cases.kinds.KindTree;
import dev.wangge.cases.life.confidence.Confidence;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseSplitOff;
import dev.wangge.contracts.cases.v1.CaseEvent.Coordinates;
import dev.wangge.contracts.cases.v1.CaseKind;
import dev.wangge.contracts.people.v1.PersonState;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What was reported, checked.
 *
 * @param categories what it is about, of those that there are where it lies; null where nobody said
 *     so
 * @param assessment how great somebody says it is
 * @param reporter a person reference
 * @param contact the reporter's, where it comes with the report
 * @param division where it lies when grid-service knows no grid for its point; null when only
 *     grid-service can tell
 * @param externalRef as the system that reports it calls it
 * @param attachments what came with it
 * @param scope codes of the divisions that answer for it until it is located, widest first
 * @param confidence what few are to know of it
 * @param splitOff another case; null where it is no part of one
 */
public record Report(
        String number,
        CaseKind kind,
        @Nullable Function<KindTree, List<String>> categories,
        Assessment assessment,
        String title,
        @Nullable String description,
        String channel,
        @Nullable String reporter,
        @Nullable PersonState contact,
        @Nullable Instant occurredAt,
        List<String> scope,
        @Nullable Coordinates coordinates,
        @Nullable String gridCode,
        @Nullable String address,
        @Nullable String division,
        @Nullable String externalRef,
        List<String> attachments,
        Confidence confidence,
        @Nullable CaseSplitOff splitOff) {}
