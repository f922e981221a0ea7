package dev.wangge.grids.place;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Set;
import org.junit.jupiter.api.Test;

class FeatureFileTest {
    private static final int ARRAYS = 1_000_000;

    /** What the parser forgets at once, while it is not compiled yet; a node of a tree has 48. */
    private static final long BYTES_OF_EACH = 24;

    @Test
    void whateverStandsInCrsIsNotHeldInMemory() {
        var crs =
                "{\"type\":\"name\",\"properties\":{\"name\":\"EPSG:4490\",\"more\":[[]%s]}}"
                        .formatted(",[]".repeat(ARRAYS));
        var file =
                "{\"type\":\"FeatureCollection\",\"crs\":%s,\"features\":[{\"properties\":{\"code\":\"1\"}}]}"
                        .formatted(crs)
                        .getBytes(StandardCharsets.UTF_8);
        var codes = new ArrayList<String>();
        var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();

        new FeatureFile()
                .scan(
                        new ByteArrayInputStream(file),
                        Set.of("code"),
                        spot -> codes.add(spot.text("code")));

        assertThat(threads.getCurrentThreadAllocatedBytes() - before)
                .isLessThan(BYTES_OF_EACH * ARRAYS);
        assertThat(codes).containsExactly("1");
    }
}
