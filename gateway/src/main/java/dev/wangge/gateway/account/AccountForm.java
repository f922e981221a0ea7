package dev.wangge.gateway.account;

import static io.swagger.v3.oas.annotations.media.Schema.RequiredMode.REQUIRED;

import dev.wangge.gateway.provider.IdentityProviders;
import dev.wangge.gateway.rights.Rights;
import dev.wangge.gateway.rights.UnitCodes;
import dev.wangge.platform.problem.Problem;
import dev.wangge.platform.problem.Problem.Pointed;
import dev.wangge.platform.web.FreeText;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What is said about an account.
 *
 * @param person who they are in the roster; absent for somebody who is in none
 * @param roles one of the three administrators alone, or others together
 * @param units codes of the units whose work is theirs; none when absent
 * @param divisions codes of 2, 4, 6, 9, 12 or 15 digits, within those of who says it
 * @param knownAs by which others know them, each as the provider and its name for them
 */
record AccountForm(
        @Schema(requiredMode = REQUIRED, pattern = ID, example = "zhuoma") @Nullable String id,
        @Schema(requiredMode = REQUIRED, minLength = 1, maxLength = 100, example = "卓玛")
                @Nullable String name,
        @Schema(pattern = PERSON, example = "M-540328100001001-1") @Nullable String person,
        @Schema(requiredMode = REQUIRED) @Nullable List<String> roles,
        @Schema(requiredMode = REQUIRED) @Nullable List<String> divisions,
        @Schema(example = "[\"540328-water\"]") @Nullable List<String> units,
        @Schema(example = "[\"wecom:zhuoma.540328100001\"]") @Nullable List<String> knownAs) {
    static final String ID = "[a-z][a-z0-9._-]{2,39}";
    static final String PERSON = "[A-Za-z0-9._-]{1,64}";
    private static final int LONGEST_NAME = 100;
    private static final int MOST_NAMES = 10;
    private static final int LONGEST_KNOWN_AS = 255;

    /** What was said, found in order. */
    record Said(
            String id,
            String name,
            @Nullable String person,
            Rights rights,
            List<String> units,
            Set<String> knownAs) {
        /** The same, but for the names that are theirs already. */
        Said keeping(Set<String> names) {
            return new Said(id, name, person, rights, units, names);
        }
    }

    /**
     * Reads it.
     *
     * @param providers who may know somebody
     * @throws Problem invalid-request with all that is wrong
     */
    Said read(IdentityProviders providers) {
        var faults = new ArrayList<Pointed>();
        if (id == null || !id.matches(ID)) {
            faults.add(
                    Pointed.at(
                            "#/id",
                            id == null ? "required" : "wrong-value",
                            "3 to 40 small letters, digits, dots and dashes, a letter first"));
        }
        var called = name == null ? "" : name.strip();
        if (FreeText.isBlank(called) || !FreeText.isLine(called, LONGEST_NAME)) {
            faults.add(
                    Pointed.at(
                            "#/name",
                            FreeText.isBlank(called) ? "required" : "wrong-value",
                            "1 to 100 characters"));
        }
        if (person != null && !person.matches(PERSON)) {
            faults.add(
                    Pointed.at(
                            "#/person",
                            "wrong-value",
                            "A code is 1 to 64 letters, digits, dots and dashes"));
        }
        var rights = Rights.read(roles, divisions, "An account has a role", faults);
        var of = UnitCodes.read(units, faults);
        var known = knownAs(providers, faults);
        if (!faults.isEmpty()) {
            throw Problem.invalid(faults.toArray(Pointed[]::new));
        }
        return new Said(Objects.requireNonNull(id), called, person, rights, of, known);
    }

    private Set<String> knownAs(IdentityProviders providers, List<Pointed> faults) {
        var known = new TreeSet<String>();
        if (knownAs == null) {
            return known;
        }
        if (knownAs.size() > MOST_NAMES) {
            faults.add(Pointed.at("#/knownAs", "too-many", "At most 10 names"));
            return known;
        }
        for (int i = 0; i < knownAs.size(); i++) {
            var one = Objects.requireNonNullElse(knownAs.get(i), "");
            var colon = one.indexOf(':');
            var provider = providers.find(one.substring(0, Math.max(colon, 0)));
            var name = one.substring(colon + 1);
            if (provider.isEmpty()) {
                faults.add(
                        Pointed.at("#/knownAs/" + i, "wrong-value", "There is no such provider"));
            } else if (FreeText.isBlank(name) || !FreeText.isLine(name, LONGEST_KNOWN_AS)) {
                faults.add(Pointed.at("#/knownAs/" + i, "wrong-value", "1 to 255 characters"));
            } else {
                known.add(provider.get().id() + ':' + provider.get().canonical(name));
            }
        }
        return known;
    }
}
