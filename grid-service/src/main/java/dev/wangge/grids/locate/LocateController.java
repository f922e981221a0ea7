package dev.wangge.grids.locate;

import cn.hutool.core.util.CoordinateUtil;
import dev.wangge.grids.locate.Atlas.Located;
import dev.wangge.grids.place.Outline;
import dev.wangge.platform.problem.Problem;
import dev.wangge.platform.problem.Problem.Pointed;
import dev.wangge.platform.security.Caller;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Clock;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Where does this lie, and who is on duty there? */
@RestController
@Tag(name = "grids")
class LocateController {
    private static final ZoneId COUNTY = ZoneId.of("Asia/Shanghai");
    private final AtlasKeeper keeper;
    private final Clock clock;

    LocateController(AtlasKeeper keeper, Clock clock) {
        this.keeper = keeper;
        this.clock = clock;
    }

    @Operation(
            summary = "Locate a point or a text",
            description =
                    "Rules: POLYGON, PLACE_NAME, UNLOCATED, OUTSIDE_SCOPE; confidence 0 to 1;"
                            + " candidates where a text may mean several places")
    @GetMapping("/api/v1/grids:locate")
    Located locate(
            @RequestParam(required = false) @Nullable Double lng,
            @RequestParam(required = false) @Nullable Double lat,
            @RequestParam(defaultValue = "WGS84") String crs,
            @RequestParam(required = false) @Nullable String at,
            @RequestParam(required = false) @Nullable String text) {
        var day = day(at);
        if (lng == null && lat == null && text == null) {
            throw wrong("lng", "required", "Give lng and lat, or text");
        }
        return keeper.present()
                .locate(point(lng, lat, crs), text, Caller.current().divisions(), day);
    }

    private static double @Nullable [] point(
            @Nullable Double lng, @Nullable Double lat, String crs) {
        boolean shifted =
                switch (crs) {
                    case "GCJ02" -> true;
                    case "WGS84", "CGCS2000" -> false;
                    default -> throw wrong("crs", "wrong-value", "crs is WGS84, GCJ02 or CGCS2000");
                };
        if (lng == null && lat == null) {
            return null;
        }
        if (lng == null || !Outline.onGlobe(lng, 0)) {
            throw wrong("lng", "out-of-range", "lng is -180 to 180 degrees");
        }
        if (lat == null || !Outline.onGlobe(0, lat)) {
            throw wrong("lat", "out-of-range", "lat is -90 to 90 degrees");
        }
        if (!shifted) {
            return new double[] {lng, lat};
        }
        var real = CoordinateUtil.gcj02ToWgs84(lng, lat);
        return new double[] {real.getLng(), real.getLat()};
    }

    private LocalDate day(@Nullable String at) {
        if (at == null) {
            return LocalDate.ofInstant(clock.instant(), COUNTY);
        }
        try {
            return OffsetDateTime.parse(at).atZoneSameInstant(COUNTY).toLocalDate();
        } catch (DateTimeParseException e) {
            throw wrong("at", "wrong-value", "at is a time with offset (RFC 3339)");
        }
    }

    private static Problem wrong(String parameter, String code, String message) {
        return Problem.invalid(Pointed.parameter(parameter, code, message));
    }
}
