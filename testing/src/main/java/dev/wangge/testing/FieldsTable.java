package dev.wangge.testing;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * What a reader of each role sees of what few are to know: found out by asking a running service,
 * and compared with docs/guides/roles.md, cell by cell.
 */
public final class FieldsTable {
    public static final String NOTHING = "—";
    public static final String MASKED = "masked";
    public static final String ON_PURPOSE = "for a purpose";
    public static final String WHOLE = "whole";

    private final String service;
    private final List<String> roles;
    private final Map<String, String> rows = new LinkedHashMap<>();

    /**
     * One without rows.
     *
     * @param roles all there are, as tokens spell them
     */
    public FieldsTable(String service, List<String> roles) {
        this.service = service;
        this.roles = List.copyOf(roles);
    }

    /** Asks with a token of each role in turn; the answer is one of the words above. */
    public FieldsTable row(String field, UnaryOperator<String> seenWith) {
        rows.put(
                field,
                roles.stream()
                        .map(role -> TestIssuer.token("fields-" + role, role, "540328"))
                        .map(seenWith)
                        .collect(Collectors.joining(" | ")));
        return this;
    }

    /** Draws it anew where that is asked for, and else compares. */
    public void isOnThePage() {
        new DrawnPart(service + ": seen in the running service")
                .is(
                        "| | %s |\n|---|%s\n"
                                        .formatted(
                                                String.join(" | ", roles),
                                                ":-:|".repeat(roles.size()))
                                + rows.entrySet().stream()
                                        .map(it ->
                                                "| %s | %s |\n"
                                                        .formatted(it.getKey(), it.getValue()))
                                        .collect(Collectors.joining()));
    }
}
