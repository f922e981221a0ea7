package dev.wangge.cases.intake;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.wangge.platform.problem.Problem;
import dev.wangge.platform.problem.Problem.Pointed;
import dev.wangge.platform.web.StrictBodies;
import dev.wangge.platform.web.Times;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** One thing that was recorded on a device, in the order in which it is done. */
sealed interface BatchItem {
    /** Versions of UUIDs that tell when they were made. */
    int VERSION = 7;

    /** What the device calls it: for good, and for nothing else. */
    String id();

    /** When it was recorded, by the device's own clock; null where it does not say so. */
    @Nullable Instant deviceTime();

    /**
     * A report: the case that it becomes has its id.
     *
     * @param body a {@link NewCase} as JSON
     */
    record Reported(String id, @Nullable Instant deviceTime, String body) implements BatchItem {}

    /**
     * An action on a case.
     *
     * @param fields of the action, as JSON
     * @param version that the device saw; null for whatever it is now
     */
    record Done(
            String id,
            @Nullable Instant deviceTime,
            String caseId,
            String action,
            String fields,
            @Nullable Long version)
            implements BatchItem {}

    /** An action as it stands in a batch. */
    record DoneForm(
            @Nullable String id,
            @Nullable String deviceTime,
            @JsonProperty("case") @Nullable String caseId,
            @Nullable String action,
            @Nullable JsonNode fields,
            @Nullable Long version) {}

    /**
     * Reads an item: one that names an action is an action.
     *
     * @param id as {@link #idOf} has found it
     * @throws Problem invalid-request, pointing into the item
     */
    static BatchItem of(String id, ObjectNode object, StrictBodies bodies) {
        var at = deviceTime(object);
        if (object.has("action")) {
            var form = bodies.read(json(object), DoneForm.class);
            return new Done(
                    id,
                    at,
                    said(form.caseId(), "#/case"),
                    said(form.action(), "#/action"),
                    form.fields() == null ? "" : form.fields().toString(),
                    form.version());
        }
        var report = object.deepCopy();
        report.remove("id");
        report.remove("deviceTime");
        return new Reported(id, at, report.toString());
    }

    /**
     * By what the device will know the answer to an item.
     *
     * @param at where the item lies in the batch
     * @throws Problem invalid-request
     */
    static String idOf(ObjectNode item, String at) {
        var said = item.get("id");
        try {
            if (said != null && said.isString()) {
                var id = UUID.fromString(said.asString());
                if (id.version() == VERSION && id.toString().equalsIgnoreCase(said.asString())) {
                    return id.toString();
                }
            }
        } catch (IllegalArgumentException e) {
            // Said below.
        }
        throw Problem.invalid(
                Pointed.at(
                        at + "/id",
                        said == null ? "required" : "wrong-value",
                        "id is a UUID of version 7"));
    }

    private static @Nullable Instant deviceTime(ObjectNode object) {
        var said = object.get("deviceTime");
        if (said == null || said.isNull()) {
            return null;
        }
        return Times.at(
                "#/deviceTime", said.isString() ? said.asString() : said.toString(), Times.SANE);
    }

    private static String said(@Nullable String text, String pointer) {
        if (text == null) {
            throw Problem.invalid(Pointed.at(pointer, "required", "An action is of a case"));
        }
        return text;
    }

    private static byte[] json(JsonNode node) {
        return node.toString().getBytes(StandardCharsets.UTF_8);
    }
}
