package dev.wangge.grids.move;

import static io.swagger.v3.oas.annotations.media.Schema.RequiredMode.REQUIRED;

import cn.hutool.core.util.CoordinateUtil;
import dev.wangge.contracts.fieldwork.v1.MoveEvent.MoveCheckedIn;
import dev.wangge.contracts.fieldwork.v1.MoveEvent.Position;
import dev.wangge.platform.place.CoordinateFault;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What a phone says from the road.
 *
 * @param id the phone's own for it: the same one again is the same check-in
 * @param at when, RFC 3339; now when absent
 * @param crs WGS84 (when absent), GCJ02 or CGCS2000
 */
record CheckInBody(
        @Schema(requiredMode = REQUIRED, pattern = "^[A-Za-z0-9._:-]{1,64}$", example = "phone-1")
                @Nullable String id,
        @Schema(format = "date-time", example = "2026-11-20T08:30:00+08:00") @Nullable String at,
        @Schema(requiredMode = REQUIRED, minimum = "-180", maximum = "180", example = "98.6")
                @Nullable Double lng,
        @Schema(requiredMode = REQUIRED, minimum = "-90", maximum = "90", example = "29.7")
                @Nullable Double lat,
        @Schema(allowableValues = {"WGS84", "GCJ02", "CGCS2000"}) @Nullable String crs,
        @Schema(maxLength = 2_000) @Nullable String note,
        @Schema(minimum = "0", maximum = "20000") @Nullable Integer people,
        @Schema(oneOf = {Integer.class, PlanBody.HeadBody.class, String.class})
                @Nullable JsonNode livestock) {

    /**
     * Checks it.
     *
     * @param otherwise the id of one that brings none; null where it has to
     */
    Heard heard(@Nullable String otherwise, Instant now) {
        var herd = Field.at("livestock").headcountIfGiven(livestock);
        var it =
                new MoveCheckedIn(
                        id(otherwise),
                        Field.at("at").happened(at, now),
                        position(),
                        people == null
                                ? null
                                : Field.at("people").within(people, 0, PlanBody.MOST_PEOPLE),
                        herd == null ? null : herd.head(),
                        Field.at("note").textIfGiven(note, 2_000));
        return new Heard(it, at != null);
    }

    private String id(@Nullable String otherwise) {
        var given = Field.at("id").required(id == null ? otherwise : id);
        if (!given.matches("[A-Za-z0-9._:-]{1,64}")) {
            throw Field.at("id").wrong("wrong-value", "1 to 64 letters, digits and ._:-");
        }
        return given;
    }

    private Position position() {
        double east = Field.at("lng").required(lng);
        double north = Field.at("lat").required(lat);
        CoordinateFault.of(lng, lat)
                .ifPresent(fault -> {
                    throw Field.at(fault.field()).wrong(fault.code(), fault.message());
                });
        var system = crs == null ? "WGS84" : crs;
        return switch (system) {
            case "WGS84", "CGCS2000" -> new Position(east, north, east, north, system);
            case "GCJ02" -> {
                var real = CoordinateUtil.gcj02ToWgs84(east, north);
                yield new Position(real.getLng(), real.getLat(), east, north, system);
            }
            default ->
                    throw Field.at("crs").wrong("wrong-value", "crs is WGS84, GCJ02 or CGCS2000");
        };
    }
}
