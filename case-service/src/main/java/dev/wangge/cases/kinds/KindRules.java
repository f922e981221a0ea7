package dev.wangge.cases.kinds;

import static io.swagger.v3.oas.annotations.media.Schema.RequiredMode.REQUIRED;

import dev.wangge.cases.kinds.KindTree.Category;
import dev.wangge.cases.ruleset.Finding;
import dev.wangge.cases.ruleset.Names;
import dev.wangge.cases.ruleset.RuleChange;
import dev.wangge.cases.ruleset.RuleForm;
import dev.wangge.cases.ruleset.RuleSet;
import dev.wangge.cases.ruleset.Setting;
import dev.wangge.contracts.cases.v1.CaseKind;
import dev.wangge.platform.web.StrictBodies;
import io.swagger.v3.oas.annotations.media.Schema;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What stands below the six kinds: categories, as each division sorts what comes to it. */
@Component
public class KindRules implements RuleSet<KindRules.Body, KindTree> {
    /** Code points of a code. */
    public static final int LONGEST_CODE = 40;

    private static final Pattern CODE = Pattern.compile("[a-z0-9][a-z0-9-]{0,39}");
    private static final int MOST_ROWS = 500;

    /** A case lies in lists by each of its categories in each of its divisions. */
    private static final int DEEPEST = 3;

    private static final Body BUILT_IN = read("built-in.json");
    private static final RuleForm<Body> FORM =
            new RuleForm<>("kinds", Body.class, Change.class, BUILT_IN);

    /** What decides where nobody set anything. */
    public static final KindTree DEFAULT = tree(BUILT_IN);

    /**
     * A category.
     *
     * @param kind under which it stands; null where it stands below another category
     * @param parent the category below which it stands; null where it stands under a kind
     */
    record Row(
            @Schema(
                            requiredMode = REQUIRED,
                            minLength = 1,
                            maxLength = LONGEST_CODE,
                            example = "drinking-water")
                    String code,
            @Nullable CaseKind kind,
            @Schema(minLength = 1, maxLength = LONGEST_CODE, example = "water")
                    @Nullable String parent,
            @Schema(requiredMode = REQUIRED) Names names) {}

    /** The document. */
    record Body(@Schema(requiredMode = REQUIRED) List<Row> rows) {}

    /** A request. */
    record Change(
            @Schema(requiredMode = REQUIRED, minLength = 1, maxLength = LONGEST_WHY) String why,
            @Schema(requiredMode = REQUIRED) Body body)
            implements RuleChange<Body> {}

    private static Body read(String resource) {
        try (var in = Objects.requireNonNull(KindRules.class.getResourceAsStream(resource))) {
            return new StrictBodies().read(in.readAllBytes(), Body.class);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public RuleForm<Body> form() {
        return FORM;
    }

    @Override
    public List<Finding> check(Body body, Setting there) {
        if (body.rows().size() > MOST_ROWS) {
            return List.of(
                    new Finding("#/body/rows", "too-many", "At most " + MOST_ROWS + " rows"));
        }
        var findings = new ArrayList<Finding>();
        var byCode = new HashMap<String, Row>();
        for (int i = 0; i < body.rows().size(); i++) {
            var row = body.rows().get(i);
            var at = "#/body/rows/" + i;
            if (!CODE.matcher(row.code()).matches()) {
                findings.add(
                        new Finding(
                                at + "/code",
                                "wrong-code",
                                "A code has up to 40 small letters, digits and hyphens"));
            }
            if (byCode.putIfAbsent(row.code(), row) != null) {
                findings.add(new Finding(at + "/code", "duplicate", row.code() + " comes twice"));
            }
            if ((row.kind() == null) == (row.parent() == null)) {
                findings.add(new Finding(at, "one-of", "Give either a kind or a parent"));
            }
        }
        if (findings.isEmpty()) {
            for (int i = 0; i < body.rows().size(); i++) {
                checkAbove(body.rows().get(i), "#/body/rows/%d/parent".formatted(i), byCode)
                        .ifPresent(findings::add);
            }
        }
        return findings;
    }

    /** What is wrong with where a row stands. */
    private static Optional<Finding> checkAbove(Row row, String pointer, Map<String, Row> byCode) {
        int depth = 1;
        for (var above = row.parent(); above != null; depth++) {
            if (above.equals(row.code())) {
                return finding(pointer, "cycle", row.code() + " lies below itself");
            }
            var next = byCode.get(above);
            if (next == null) {
                return finding(pointer, "unknown-category", "No category " + above);
            }
            if (depth > byCode.size()) {
                // Those above it lie below themselves, which is pointed at there.
                return Optional.empty();
            }
            above = next.parent();
        }
        return depth > DEEPEST
                ? finding(pointer, "too-deep", "At most %d levels".formatted(DEEPEST))
                : Optional.empty();
    }

    private static Optional<Finding> finding(String pointer, String code, String message) {
        return Optional.of(new Finding(pointer, code, message));
    }

    @Override
    public KindTree rules(Body body) {
        return tree(body);
    }

    private static KindTree tree(Body body) {
        var rows = new HashMap<String, Row>();
        body.rows().forEach(row -> rows.put(row.code(), row));
        var categories = new HashMap<String, Category>();
        body.rows().forEach(row -> categories.put(row.code(), category(row, rows)));
        return new KindTree(categories);
    }

    private static Category category(Row row, Map<String, Row> rows) {
        var path = new ArrayList<String>();
        var top = row;
        path.add(top.code());
        while (top.parent() != null) {
            top = Objects.requireNonNull(rows.get(top.parent()), "It was checked");
            path.addFirst(top.code());
        }
        return new Category(
                Objects.requireNonNull(top.kind(), "It was checked"), List.copyOf(path));
    }
}
