package dev.wangge.gateway.audit;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where the signed roots of the days lie.
 *
 * @param roots a file outside the database, which each day's root is added to; without one they
 *     stand in the log alone, and nothing is compared with them
 */
@ConfigurationProperties("wangge.audit")
record AuditSettings(@DefaultValue("") String roots) {}
