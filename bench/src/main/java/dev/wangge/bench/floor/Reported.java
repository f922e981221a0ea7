package dev.wangge.bench.floor;

import dev.wangge.contracts.EventType;
import org.jspecify.annotations.Nullable;

/** The floor's only fact. */
@EventType("wangge.bench.reported.v1")
record Reported(
        String kind,
        String title,
        @Nullable String description,
        FloorReport.@Nullable Place place) {}
