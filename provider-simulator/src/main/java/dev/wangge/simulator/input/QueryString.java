package dev.wangge.simulator.input;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A query, or a form, by name. The providers' callers may name any content type; asking the
 * container for a parameter would have it swallow a body that calls itself a form.
 */
public final class QueryString {

    private QueryString() {}

    /**
     * The parameters, decoded; of several with one name the last.
     *
     * @throws IllegalArgumentException when it is not percent-encoded
     */
    public static Map<String, String> decode(@Nullable String encoded) {
        Map<String, String> parameters = new TreeMap<>();
        if (encoded == null || encoded.isEmpty()) {
            return parameters;
        }
        for (String pair : encoded.split("&", -1)) {
            int equals = pair.indexOf('=');
            String name = equals < 0 ? pair : pair.substring(0, equals);
            String value = equals < 0 ? "" : pair.substring(equals + 1);
            parameters.put(
                    URLDecoder.decode(name, StandardCharsets.UTF_8),
                    URLDecoder.decode(value, StandardCharsets.UTF_8));
        }
        return parameters;
    }
}
