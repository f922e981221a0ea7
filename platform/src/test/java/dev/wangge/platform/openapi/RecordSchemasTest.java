package dev.wangge.platform.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.swagger.v3.core.converter.AnnotatedType;
import io.swagger.v3.core.converter.ModelConverters;
import io.swagger.v3.core.util.Json31;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.media.Schema.RequiredMode;
import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.PathItem;
import io.swagger.v3.oas.models.Paths;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.JsonSchema;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.parameters.RequestBody;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.responses.ApiResponses;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What a record says of itself is what the description says of it, in JSON Schema of today. */
class RecordSchemasTest {
    enum Colour {
        RED,
        BLUE
    }

    record Point(double lng, double lat) {}

    record CaseView(
            String id,
            @Nullable String address,
            @Nullable Colour colour,
            Colour main,
            @Nullable Point point,
            List<Point> track,
            String closedAt,
            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String rarely,
            @JsonProperty("type") String kind,
            @Schema(hidden = true) String secret,
            tools.jackson.databind.JsonNode anything) {}

    record Page<T>(List<T> items, @Nullable String next) {}

    record Order(
            @Schema(requiredMode = RequiredMode.REQUIRED, maxLength = 20) @Nullable String what,
            @Schema(minimum = "1", maximum = "5", example = "4") @Nullable Integer score,
            @Schema(pattern = "[a-z]+", minLength = 2, description = "Words", example = "ab")
                    @Nullable List<String> words) {}

    @JsonIgnoreProperties(ignoreUnknown = true)
    record Open(@Nullable String what) {}

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Sparse(@Nullable String one, String other) {}

    private static final ObjectMapper JSON = Json31.mapper();
    private final RecordSchemas records = new RecordSchemas(new SchemaNames());
    private final ModelConverters converters = new ModelConverters(true);

    private JsonNode described(Type type) {
        converters.addConverter(records);
        return JSON.valueToTree(
                converters.resolveAsResolvedSchema(new AnnotatedType(type).resolveAsRef(true))
                        .referencedSchemas);
    }

    private JsonNode view() {
        return described(CaseView.class).path("RecordSchemasTestCaseView").path("properties");
    }

    private static JsonNode json(String text) {
        try {
            return JSON.readTree(text.replace('\'', '"'));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<String> names(JsonNode object) {
        var names = new ArrayList<String>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }

    private static List<String> texts(JsonNode list) {
        var texts = new ArrayList<String>();
        list.forEach(one -> texts.add(one.asText()));
        return texts;
    }

    @Test
    void everyComponentIsAPropertyUnlessItIsHidden() {
        assertThat(names(view()))
                .containsExactly(
                        "id",
                        "address",
                        "colour",
                        "main",
                        "point",
                        "track",
                        "closedAt",
                        "rarely",
                        "type",
                        "anything");
    }

    @Test
    void whatCanBeNullSaysSo() {
        var ref = "{'$ref':'#/components/schemas/RecordSchemasTest%s'}";
        var either = "{'anyOf':[" + ref + ",{'type':'null'}]}";

        assertThat(view().path("id")).isEqualTo(json("{'type':'string'}"));
        assertThat(texts(view().at("/address/type"))).containsExactlyInAnyOrder("string", "null");
        assertThat(view().path("rarely"))
                .as("it is left out instead")
                .isEqualTo(json("{'type':'string'}"));
        assertThat(view().path("main")).isEqualTo(json(ref.formatted("Colour")));
        assertThat(view().path("colour")).isEqualTo(json(either.formatted("Colour")));
        assertThat(view().path("point")).isEqualTo(json(either.formatted("Point")));
        assertThat(view().at("/track/items")).isEqualTo(json(ref.formatted("Point")));
        assertThat(view().path("anything")).isEqualTo(json("{}"));
    }

    @Test
    void aTimeIsToldByItsName() {
        assertThat(view().at("/closedAt/format").asText()).isEqualTo("date-time");
        assertThat(view().at("/id/format").isMissingNode()).isTrue();
    }

    @Test
    void oneOfAFewIsNamedWithItsValues() {
        assertThat(described(CaseView.class).path("RecordSchemasTestColour"))
                .isEqualTo(json("{'type':'string','enum':['RED','BLUE']}"));
    }

    @Test
    void aPageIsAPageOfSomething() {
        record Holder(Page<Point> page) {}
        var type = Holder.class.getRecordComponents()[0].getGenericType();

        assertThat(names(described(type)))
                .containsExactlyInAnyOrder(
                        "RecordSchemasTestPageRecordSchemasTestPoint", "RecordSchemasTestPoint");
    }

    @Test
    void whatIsSaidOfAFieldIsOfThatFieldAlone() {
        var order = described(Order.class).path("RecordSchemasTestOrder").path("properties");

        assertThat(order.path("what"))
                .as("it is asked for, so it is not null")
                .isEqualTo(json("{'type':'string','maxLength':20}"));
        assertThat(order.at("/score/minimum").asInt()).isEqualTo(1);
        assertThat(order.at("/score/maximum").asInt()).isEqualTo(5);
        assertThat(order.at("/score/examples")).hasToString("[4]");
        assertThat(order.at("/score/maxLength").isMissingNode()).isTrue();
        assertThat(order.at("/words/description").asText()).isEqualTo("Words");
        assertThat(order.at("/words/pattern").isMissingNode()).isTrue();
        assertThat(order.at("/words/items"))
                .isEqualTo(json("{'type':'string','pattern':'[a-z]+','minLength':2}"));
        assertThat(order.at("/words/examples")).isEqualTo(json("[['ab']]"));
    }

    private RecordSchemas.Components known(Class<?> type) {
        var _ = described(type);
        return Objects.requireNonNull(
                records.components("RecordSchemasTest" + type.getSimpleName()));
    }

    @Test
    void whatIsDemandedAndWhatIsAlwaysThereIsKnownOfEach() {
        assertThat(known(Order.class))
                .isEqualTo(
                        new RecordSchemas.Components(
                                Set.of("what"), Set.of("what", "score", "words"), false));
        assertThat(known(CaseView.class).demanded()).isEmpty();
        assertThat(known(CaseView.class).always())
                .contains("id", "address", "type")
                .doesNotContain("rarely");
        assertThat(known(Open.class).open()).isTrue();
        assertThat(known(Sparse.class).always()).containsExactly("other");
        assertThat(records.components("String")).isNull();
    }

    /** A case is made by an order, shown by a view; another is changed by what is open. */
    private JsonNode told() {
        converters.addConverter(records);
        var components = new Components();
        for (Class<?> one : List.of(Order.class, CaseView.class, Open.class, Sparse.class)) {
            converters
                    .resolveAsResolvedSchema(new AnnotatedType(one).resolveAsRef(true))
                    .referencedSchemas
                    .forEach(components::addSchemas);
        }
        var post =
                new Operation()
                        .requestBody(new RequestBody().content(of("Order")))
                        .responses(answered("CaseView"));
        var put =
                new Operation()
                        .requestBody(new RequestBody().content(of("Open")))
                        .responses(new ApiResponses());
        var api =
                new OpenAPI()
                        .components(components)
                        .paths(
                                new Paths()
                                        .addPathItem("/cases", new PathItem().post(post).put(put)));
        new Requiredness(records).tell(api);
        return JSON.<JsonNode>valueToTree(api).at("/components/schemas");
    }

    private static Content of(String name) {
        var schema = new JsonSchema();
        schema.set$ref(RecordSchemas.REFERENCE + "RecordSchemasTest" + name);
        return new Content().addMediaType("application/json", new MediaType().schema(schema));
    }

    private static ApiResponses answered(String name) {
        return new ApiResponses()
                .addApiResponse("200", new ApiResponse().content(of(name)))
                .addApiResponse("204", new ApiResponse());
    }

    /** An answer has all its fields, if as null; a request only what is demanded. */
    @Test
    void whichFieldsAreThereDependsOnWhoSendsThem() {
        var told = told();

        assertThat(texts(told.at("/RecordSchemasTestOrder/required"))).containsExactly("what");
        assertThat(told.at("/RecordSchemasTestOrder/additionalProperties").isBoolean()).isTrue();
        assertThat(texts(told.at("/RecordSchemasTestCaseView/required")))
                .contains("id", "address")
                .doesNotContain("rarely");
        assertThat(told.at("/RecordSchemasTestCaseView/additionalProperties").isMissingNode())
                .isTrue();
        // What it holds is answered, too.
        assertThat(texts(told.at("/RecordSchemasTestPoint/required")))
                .containsExactlyInAnyOrder("lng", "lat");
        // Unknown fields of it are no mistake.
        assertThat(told.at("/RecordSchemasTestOpen/required").isMissingNode()).isTrue();
        assertThat(told.at("/RecordSchemasTestOpen/additionalProperties").isMissingNode()).isTrue();
    }

    @Test
    void whatNobodyAsksForOrAnswersIsNotDescribed() {
        assertThat(names(told()))
                .contains("RecordSchemasTestColour", "RecordSchemasTestPoint")
                .doesNotContain("RecordSchemasTestSparse");
    }
}
