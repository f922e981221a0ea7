package dev.wangge.gateway.signin;

import org.jspecify.annotations.Nullable;

/**
 * How somebody showed who they are, first.
 *
 * @param by a provider, or {@link #PASSWORD}
 * @param byTwoThings whether it was by two things already, so that no code is asked for
 * @param to where they want to go then, a path of ours; null where they did not say
 */
record Proof(String by, boolean byTwoThings, @Nullable String to) {
    static final String PASSWORD = "password";

    static Proof byPassword() {
        return new Proof(PASSWORD, false, null);
    }
}
