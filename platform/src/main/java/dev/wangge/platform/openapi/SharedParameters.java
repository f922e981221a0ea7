package dev.wangge.platform.openapi;

import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.parameters.Parameter;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Parameters that mean the same wherever they stand. */
final class SharedParameters {
    private static final Map<String, Consumer<Parameter>> SHARED =
            Map.ofEntries(
                    Map.entry(
                            "limit",
                            it ->
                                    it.getSchema()
                                            .minimum(BigDecimal.ONE)
                                            .maximum(BigDecimal.valueOf(200))),
                    Map.entry(
                            "cursor",
                            it -> it.description("`next` of the page before, as it came")),
                    Map.entry(
                            "within",
                            it ->
                                    it.description("A division's or grid's code, or a prefix of it")
                                            .example("540328")
                                            .getSchema()
                                            .pattern("^[0-9]{2,15}$")),
                    Map.entry("at", time("2026-11-20T08:00:00Z")),
                    Map.entry("reportedFrom", time("2026-01-01T00:00:00+08:00")),
                    Map.entry("reportedTo", time("2036-01-01T00:00:00+08:00")),
                    Map.entry("updatedSince", time("2026-01-01T00:00:00+08:00")),
                    Map.entry("asOf", SharedParameters::day),
                    Map.entry("on", SharedParameters::day),
                    Map.entry("day", SharedParameters::day),
                    Map.entry("mode", oneOf("all-or-nothing", "line-by-line")),
                    Map.entry("crs", oneOf("WGS84", "GCJ02", "CGCS2000")),
                    Map.entry("lang", oneOf("zh", "bo", "en")),
                    Map.entry("lng", degrees(180, "98.6")),
                    Map.entry("lat", degrees(90, "29.7")),
                    Map.entry("sort", SharedParameters::eitherWay),
                    Map.entry(
                            "Idempotency-Key",
                            it ->
                                    it.description("The same key and body is the same request")
                                            .getSchema()
                                            .pattern("^[\\x21-\\x7e]{1,255}$")),
                    Map.entry(
                            "If-Match",
                            it -> it.description("The `ETag` that was seen; stale is 412")));

    private SharedParameters() {}

    static void describe(Parameter parameter) {
        if (parameter.getSchema() != null) {
            SHARED.getOrDefault(parameter.getName(), it -> {}).accept(parameter);
        }
    }

    private static Consumer<Parameter> time(String example) {
        return it -> it.example(example).getSchema().format("date-time");
    }

    private static void day(Parameter it) {
        it.getSchema().format("date");
    }

    private static Consumer<Parameter> degrees(int most, String example) {
        return it ->
                it.example(new BigDecimal(example))
                        .getSchema()
                        .minimum(BigDecimal.valueOf(-most))
                        .maximum(BigDecimal.valueOf(most));
    }

    private static Consumer<Parameter> oneOf(String... values) {
        return it -> setEnum(it.getSchema(), values);
    }

    /** A list is sorted by one field, the latest first or last. */
    private static void eitherWay(Parameter it) {
        var field = String.valueOf(it.getSchema().getDefault()).replaceFirst("^-", "");
        setEnum(it.getSchema(), "-" + field, field);
    }

    private static void setEnum(Schema<?> schema, String... values) {
        Bounds.setEnum(schema, List.<Object>of((Object[]) values));
    }
}
