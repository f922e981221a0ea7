package dev.wangge.grids;

import java.nio.file.Path;

/** What the launcher brings in, for tests that read it themselves. */
public final class SampleFiles {
    /** The county's divisions, as for divisions:import. */
    public static final Path DIVISIONS =
            Path.of("..", "quickstart", "src", "main", "resources")
                    .resolve("sample-county/divisions.csv");

    private SampleFiles() {}
}
