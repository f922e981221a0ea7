package dev.wangge.cases.evidence;

import dev.wangge.cases.action.CaseCommand;
import dev.wangge.platform.problem.Problem;
import dev.wangge.platform.problem.Problem.Pointed;
import dev.wangge.platform.web.FreeText;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Lists of photos of a case, and of references to what is kept elsewhere. */
public enum References {
    /** Of the work. */
    EVIDENCE("evidence", "of evidence", 200),

    /** Of the report: systems keep photos of their own, behind long addresses. */
    ATTACHMENTS("attachments", "attachments", 500);

    private final String field;
    private final String many;
    private final int longest;

    References(String field, String many, int longest) {
        this.field = field;
        this.many = many;
        this.longest = longest;
    }

    /** Refuses what cannot be such a list of this case, pointing at the first that cannot. */
    public void check(String caseId, List<String> given, Photos photos) {
        checkTexts(given);
        var names = given.stream().map(Evidence::photoName).filter(Objects::nonNull).toList();
        refusePhotos(given, photos.missing(caseId, names));
    }

    /** The same of a case that is still to come, which has no photos. */
    public void checkFirst(List<String> given) {
        checkTexts(given);
        refusePhotos(
                given, given.stream().map(Evidence::photoName).filter(Objects::nonNull).toList());
    }

    private void refusePhotos(List<String> given, Collection<String> missing) {
        for (int i = 0; i < given.size(); i++) {
            var name = Evidence.photoName(given.get(i));
            if (name != null && missing.contains(name)) {
                throw Problem.invalid(
                        Pointed.at(
                                pointer(i),
                                "unknown-photo",
                                "This case has no such photo: " + given.get(i)));
            }
        }
    }

    private void checkTexts(List<String> given) {
        if (given.size() > CaseCommand.ITEMS) {
            throw Problem.invalid(
                    Pointed.at(
                            "#/" + field,
                            "too-many",
                            "At most %d %s".formatted(CaseCommand.ITEMS, many)));
        }
        for (int i = 0; i < given.size(); i++) {
            checkText(given.get(i), pointer(i));
        }
    }

    private String pointer(int at) {
        return "#/%s/%d".formatted(field, at);
    }

    private void checkText(@Nullable String id, String pointer) {
        if (id == null || FreeText.isBlank(id)) {
            throw Problem.invalid(Pointed.at(pointer, "required", "This needs a name"));
        }
        if (!FreeText.isLine(FreeText.checked(id, pointer, longest), longest)) {
            throw Problem.invalid(
                    Pointed.at(pointer, "control-character", "This is named on one line"));
        }
        if (isAddress(id) && !leadsSomewhere(id)) {
            throw Problem.invalid(
                    Pointed.at(pointer, "wrong-address", "This is no address: " + id));
        }
    }

    /** Whether it can be followed; anything but https is a name like any other. */
    static boolean isAddress(String id) {
        return id.startsWith("https://");
    }

    private static boolean leadsSomewhere(String id) {
        try {
            var address = new URI(id);
            return address.getHost() != null && address.getUserInfo() == null;
        } catch (URISyntaxException e) {
            return false;
        }
    }
}
