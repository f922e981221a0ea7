package dev.wangge.grids.place;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Set;
import org.junit.jupiter.api.Test;

class FeatureFileTest {
    @Test
    void whateverStandsInCrsIsNotHeldInMemory() {
        var crs =
                "{\"type\":\"name\",\"properties\":{\"name\":\"EPSG:4490\",\"more\":[[]%s]}}"
                        .formatted(",[]".repeat(1_000_000));
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

        assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(8L << 20);
        assertThat(codes).containsExactly("1");
    }
}
