package dev.wangge.grids.move;

import cn.hutool.core.util.CoordinateUtil;

import dev.wangge.contracts.fieldwork.v1.MoveEvent.MoveCheckedIn;
import dev.wangge.contracts.fieldwork.v1.MoveEvent.Position;
import dev.wangge.platform.place.CoordinateFault;

import org.jspecify.annotations.Nullable;

import tools.jackson.databind.JsonNode;

import java.time.Instant;

/**
 * What a phone says from the road.
 *
 * @param id the phone's own for it: the same one again is the same check-in
 * @param at when, RFC 3339; now when absent
 * @param crs WGS84 (when absent), GCJ02 or CGCS2000
 */
record CheckInBody(
        @Nullable String id,
        @Nullable String at,
        @Nullable Double lng,
        @Nullable Double lat,
        @Nullable String crs,
        @Nullable String note,
        @Nullable Integer people,
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
