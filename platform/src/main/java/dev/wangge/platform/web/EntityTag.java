package dev.wangge.platform.web;

import dev.wangge.platform.problem.Problem;
import dev.wangge.platform.problem.ProblemType;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;

/** The version of what is shown, as {@code ETag} and {@code If-Match} write it: {@code "7"}. */
public record EntityTag(long version) {
    private static final Pattern OURS = Pattern.compile("(?:W/)?\"?(\\d{1,18})\"?");

    /**
     * Refuses a command that means another version. None and {@code *} mean whatever there is; one
     * that a proxy made weak on its way is still ours.
     *
     * @throws Problem stale-version
     */
    public void requireMatch(@Nullable String ifMatch) {
        if (ifMatch == null || ifMatch.strip().equals("*")) {
            return;
        }
        var tag = OURS.matcher(ifMatch.strip());
        if (!tag.matches() || Long.parseLong(tag.group(1)) != version) {
            throw stale();
        }
    }

    /** Says that this is the present version, and no other. */
    public Problem stale() {
        return new Problem(ProblemType.STALE_VERSION, "It is at version " + version)
                .with("etag", toString())
                .with("version", version)
                .header(HttpHeaders.ETAG, toString());
    }

    @Override
    public String toString() {
        return "\"" + version + "\"";
    }
}
