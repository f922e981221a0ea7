package dev.wangge.gateway.account;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Who is there where nobody is yet, and how long people stay signed in.
 *
 * @param first the account of the first administrator of accounts, who opens those of all others
 * @param divisions that they answer for
 * @param signedInFor at most, whatever they do
 * @param demonstrationPassword in a demonstration only: one account for each role has it
 */
@ConfigurationProperties("wangge.accounts")
record AccountSettings(
        @DefaultValue("security-admin") String first,
        @DefaultValue("54") List<String> divisions,
        @DefaultValue("12h") Duration signedInFor,
        @Nullable String demonstrationPassword) {

    /** Never into a log by accident. */
    @Override
    public String toString() {
        return "AccountSettings[first=%s, divisions=%s]".formatted(first, divisions);
    }
}
