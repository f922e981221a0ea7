package dev.wangge.gateway.signin;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How long people stay signed in without doing anything, and how often they may be wrong.
 *
 * @param idle without doing anything
 * @param half between the password and the code
 * @param attempt between being sent to a provider and coming back
 * @param failuresOfAddress wrong tries of one address, whoever it says to be, and as many a minute
 */
@ConfigurationProperties("wangge.sign-in")
record SignInSettings(
        @DefaultValue("30m") Duration idle,
        @DefaultValue("10m") Duration half,
        @DefaultValue("10m") Duration attempt,
        @DefaultValue("30") int failuresOfAddress) {}
