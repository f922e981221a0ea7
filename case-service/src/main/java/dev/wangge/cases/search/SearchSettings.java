package dev.wangge.cases.search;

import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where the index of words lies, and how closely it follows.
 *
 * @param directory kept over a restart, and shared by the instances of a machine: each takes a part
 *     of its own; without one it lies in a temporary directory and is made anew at each start
 * @param every how often changes are looked for
 * @param commitEvery how much of it a crash has read again, at most
 */
@ConfigurationProperties("wangge.search")
record SearchSettings(
        @Nullable Path directory,
        @DefaultValue("PT0.3S") Duration every,
        @DefaultValue("PT15S") Duration commitEvery) {}
