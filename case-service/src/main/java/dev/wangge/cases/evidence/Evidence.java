package dev.wangge.cases.evidence;

import dev.wangge.cases.action.CaseCommand;
import dev.wangge.platform.problem.Problem;
import dev.wangge.platform.problem.Problem.Pointed;
import dev.wangge.platform.web.FreeText;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What shows that something was done: a photo of this case ({@code photo:} and its name), or a
 * reference to something kept elsewhere, such as the number of a paper.
 *
 * @param href where to see it; null for a reference
 * @param type media type; null for a reference
 */
public record Evidence(String id, @Nullable String href, @Nullable String type) {
    private static final String PHOTO = "photo:";
    private static final int LONGEST = 200;

    /** How facts and orders name a photo. */
    public static String photo(String name) {
        return PHOTO + name;
    }

    /** The photo's name in such an id; null when it is no photo's. */
    public static @Nullable String photoName(String id) {
        return id.startsWith(PHOTO) ? id.substring(PHOTO.length()) : null;
    }

    /** As the case shows it. */
    public static Evidence of(String caseId, String id) {
        var name = photoName(id);
        return name == null
                ? new Evidence(id, null, null)
                : new Evidence(
                        id,
                        "/api/v1/cases/" + caseId + "/evidence/" + name,
                        PhotoFormat.named(name).map(PhotoFormat::type).orElse(null));
    }

    /** Refuses what cannot be evidence of this case, pointing at the first that cannot. */
    public static void check(String caseId, List<String> given, Photos photos) {
        if (given.size() > CaseCommand.ITEMS) {
            throw Problem.invalid(
                    Pointed.at(
                            "#/evidence",
                            "too-many",
                            "At most " + CaseCommand.ITEMS + " of evidence"));
        }
        for (int i = 0; i < given.size(); i++) {
            checkText(given.get(i), "#/evidence/" + i);
        }
        var missing =
                photos.missing(
                        caseId,
                        given.stream()
                                .filter(id -> id.startsWith(PHOTO))
                                .map(id -> id.substring(PHOTO.length()))
                                .toList());
        for (int i = 0; i < given.size(); i++) {
            if (missing.contains(photoName(given.get(i)))) {
                throw Problem.invalid(
                        Pointed.at(
                                "#/evidence/" + i,
                                "unknown-photo",
                                "This case has no such photo: " + given.get(i)));
            }
        }
    }

    private static void checkText(@Nullable String id, String pointer) {
        if (id == null || FreeText.isBlank(id)) {
            throw Problem.invalid(Pointed.at(pointer, "required", "Evidence has a name"));
        }
        if (!FreeText.isLine(FreeText.checked(id, pointer, LONGEST), LONGEST)) {
            throw Problem.invalid(
                    Pointed.at(pointer, "control-character", "Evidence is named on one line"));
        }
    }
}
