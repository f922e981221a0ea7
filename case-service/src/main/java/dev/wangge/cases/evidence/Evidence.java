package dev.wangge.cases.evidence;

import org.jspecify.annotations.Nullable;

/**
 * What shows that something is so, or was done: a photo of this case ({@code photo:} and its name),
 * or a reference to something kept elsewhere, such as the number of a paper or an https address.
 *
 * @param href where to see it; null for a reference that is no address
 * @param type media type; null for a reference
 */
public record Evidence(String id, @Nullable String href, @Nullable String type) {
    private static final String PHOTO = "photo:";

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
                ? new Evidence(id, References.isAddress(id) ? id : null, null)
                : new Evidence(
                        id,
                        "/api/v1/cases/" + caseId + "/evidence/" + name,
                        PhotoFormat.named(name).map(PhotoFormat::type).orElse(null));
    }
}
