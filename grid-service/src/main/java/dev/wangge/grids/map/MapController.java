package dev.wangge.grids.map;

import dev.wangge.grids.directory.Within;
import dev.wangge.grids.map.MapSheets.Layer;
import dev.wangge.platform.openapi.Answers;
import dev.wangge.platform.policy.AllowedToCountyStaff;
import dev.wangge.platform.problem.Problem;
import dev.wangge.platform.problem.Problem.Pointed;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** What a map draws of the caller's divisions; how many cases lie where is counted elsewhere. */
@RestController
@Tag(name = "map", description = "地图")
class MapController {
    private static final String GEO_JSON = "application/geo+json";
    private static final MediaType TYPE = MediaType.parseMediaType(GEO_JSON);

    private final MapSheets sheets;

    MapController(MapSheets sheets) {
        this.sheets = sheets;
    }

    @Operation(
            summary = "Outlines of grids, simplified for a zoom",
            description =
                    "Where grids would be too small to be told apart the nearest division with a"
                            + " boundary stands for them, else a point")
    @Answers(
            value = {200, 304},
            as = GEO_JSON)
    @AllowedToCountyStaff
    @GetMapping("/api/v1/map/grids")
    ResponseEntity<byte[]> grids(
            @RequestParam(required = false) @Nullable String within,
            @Parameter(schema = @Schema(type = "integer", minimum = "0", maximum = "18"))
                    @RequestParam(defaultValue = "12")
                    int zoom,
            @RequestHeader(name = HttpHeaders.ACCEPT_ENCODING, defaultValue = "")
                    String encodings) {
        return answer(Layer.GRIDS, within, zoom, encodings);
    }

    @Operation(summary = "Boundaries of divisions, simplified for a zoom; of those that have one")
    @Answers(
            value = {200, 304},
            as = GEO_JSON)
    @AllowedToCountyStaff
    @GetMapping("/api/v1/map/divisions")
    ResponseEntity<byte[]> divisions(
            @RequestParam(required = false) @Nullable String within,
            @Parameter(schema = @Schema(type = "integer", minimum = "0", maximum = "18"))
                    @RequestParam(defaultValue = "12")
                    int zoom,
            @RequestHeader(name = HttpHeaders.ACCEPT_ENCODING, defaultValue = "")
                    String encodings) {
        return answer(Layer.DIVISIONS, within, zoom, encodings);
    }

    private ResponseEntity<byte[]> answer(
            Layer layer, @Nullable String within, int zoom, String encodings) {
        if (zoom < 0 || zoom > Zoom.FINEST) {
            throw Problem.invalid(Pointed.parameter("zoom", "out-of-range", "zoom is 0 to 18"));
        }
        var sheet = sheets.of(layer, Within.prefixes(within), new Zoom(zoom));
        boolean packed = takesGzip(encodings);
        // Other bytes have another tag.
        var tag = '"' + sheet.tag() + (packed ? "-gzip" : "") + '"';
        var answer =
                ResponseEntity.ok()
                        .eTag(tag)
                        .cacheControl(CacheControl.maxAge(Duration.ofMinutes(1)).cachePrivate())
                        .varyBy(HttpHeaders.ACCEPT_ENCODING, HttpHeaders.AUTHORIZATION)
                        .contentType(TYPE);
        if (packed) {
            answer.header(HttpHeaders.CONTENT_ENCODING, "gzip");
        }
        return answer.body(packed ? sheet.gzipped() : unpacked(sheet.gzipped()));
    }

    private static boolean takesGzip(String encodings) {
        return Arrays.stream(encodings.split(",", -1))
                .map(one -> one.strip().replace(" ", ""))
                .anyMatch(one -> one.startsWith("gzip") && !one.matches("gzip;q=0(\\.0*)?"));
    }

    private static byte[] unpacked(byte[] gzipped) {
        try (var unpacked = new GZIPInputStream(new ByteArrayInputStream(gzipped))) {
            return unpacked.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
