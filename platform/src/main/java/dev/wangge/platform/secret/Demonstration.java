package dev.wangge.platform.secret;

import org.springframework.core.env.Environment;
import org.springframework.core.env.Profiles;

/**
 * The profile under which publicly known keys and secrets are good: nobody's data are at stake. The
 * quickstart and docker-compose.yml name it, and its services say so at each start.
 */
public final class Demonstration {
    static final String PROFILE = "demonstration";

    private Demonstration() {}

    /** Whether this is one. */
    public static boolean is(Environment environment) {
        return environment.acceptsProfiles(Profiles.of(PROFILE));
    }
}
