package dev.wangge.grids.roster;

import dev.wangge.grids.directory.Asked;
import dev.wangge.grids.directory.Entry;
import dev.wangge.grids.directory.Unattended;
import dev.wangge.grids.directory.Within;
import dev.wangge.platform.policy.AllowedToCountyStaff;
import dev.wangge.platform.web.Page;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Grids with nobody on duty: listed, and counted by county. */
@RestController
@Tag(name = "people")
class UnattendedController {
    private final Unattended unattended;
    private final MultiGauge counts;

    UnattendedController(Unattended unattended, MeterRegistry metrics) {
        this.unattended = unattended;
        this.counts =
                MultiGauge.builder("wangge.grids.unattended")
                        .description("Grids with nobody on duty, as of the last look")
                        .register(metrics);
    }

    record UnattendedView(String code, String name, String kind, String divisionCode) {
        static UnattendedView of(Entry grid) {
            return new UnattendedView(
                    grid.code(),
                    grid.text("name"),
                    grid.text("kind"),
                    grid.code().substring(0, 12));
        }
    }

    @Operation(
            summary = "Grids with nobody on duty, by code",
            description = "Retired ones and those out of season are not among them")
    @AllowedToCountyStaff
    @GetMapping("/api/v1/grids:unattended")
    Page<UnattendedView> list(
            @RequestParam(required = false) @Nullable String within,
            @RequestParam(defaultValue = "50") int limit,
            @RequestParam(required = false) @Nullable String cursor) {
        return unattended.list(
                Within.prefixes(within),
                Asked.of(limit, cursor),
                found -> found.stream().map(UnattendedView::of).toList());
    }

    @Scheduled(fixedDelayString = "${wangge.grids.unattended-every:10s}")
    void count() {
        counts.register(
                unattended.byCounty().entrySet().stream()
                        .map(county ->
                                MultiGauge.Row.of(
                                        Tags.of("county", county.getKey()), county.getValue()))
                        .toList(),
                true);
    }
}
