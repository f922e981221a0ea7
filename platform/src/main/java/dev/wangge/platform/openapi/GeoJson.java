package dev.wangge.platform.openapi;

import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.media.Schema.RequiredMode;
import java.util.List;

/** An outline on the map, as it is described: RFC 7946, longitude first, EPSG:4490. */
public record GeoJson(
        @Schema(
                        requiredMode = RequiredMode.REQUIRED,
                        allowableValues = {"Polygon", "MultiPolygon"})
                String type,
        @Schema(requiredMode = RequiredMode.REQUIRED) List<Object> coordinates) {}
