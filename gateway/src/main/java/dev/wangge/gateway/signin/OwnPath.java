package dev.wangge.gateway.signin;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Where somebody goes once they are in: a path of this gateway, and nothing that a browser would
 * take for another site.
 */
final class OwnPath {
    private static final Pattern OURS = Pattern.compile("/(?![/\\\\])[!-~&&[^\\\\]]{0,2000}");

    private OwnPath() {}

    /** It, if it is one. */
    static Optional<String> of(String asked) {
        return OURS.matcher(asked).matches() ? Optional.of(asked) : Optional.empty();
    }
}
