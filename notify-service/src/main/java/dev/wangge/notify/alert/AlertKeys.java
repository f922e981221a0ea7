package dev.wangge.notify.alert;

import static dev.wangge.platform.security.Role.DISPATCHER;

import dev.wangge.platform.place.Codes;
import dev.wangge.platform.security.Caller;
import java.util.List;
import java.util.stream.Stream;

/**
 * By what an alert is found: the codes of where it lies. Those about a confidential case lie under
 * marked ones, which only dispatchers look by, as they do for the case itself.
 */
final class AlertKeys {
    private static final String CONFIDENTIAL = "confidential:";

    private AlertKeys() {}

    static List<String> of(String place, boolean confidential) {
        var path = Codes.path(place);
        return confidential ? path.stream().map(AlertKeys::marked).toList() : path;
    }

    /**
     * By what a caller may look.
     *
     * @param divisions what they answer for
     */
    static List<String> of(Caller caller, List<String> divisions) {
        return caller.is(DISPATCHER)
                ? Stream.concat(divisions.stream(), divisions.stream().map(AlertKeys::marked))
                        .toList()
                : divisions;
    }

    private static String marked(String code) {
        return CONFIDENTIAL + code;
    }
}
