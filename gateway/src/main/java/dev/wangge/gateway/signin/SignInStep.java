package dev.wangge.gateway.signin;

import java.util.Locale;

/** What a page asks for, or shows. */
enum SignInStep {
    PASSWORD,
    CODE,
    /** An authenticator is to be given its secret. */
    AUTHENTICATOR,
    /** Codes for who loses the authenticator. */
    RECOVERY,
    /** A password is to be chosen. */
    CHOOSE,
    /** A link that is good no more. */
    GONE,
    /** Who is in, and what they can do about it. */
    ACCOUNT,
    /** Going on to where they were going. */
    ONWARDS;

    /** As the template and its phrases name it. */
    String spelled() {
        return name().toLowerCase(Locale.ROOT);
    }
}
