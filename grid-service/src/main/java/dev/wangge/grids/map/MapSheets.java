package dev.wangge.grids.map;

import dev.wangge.grids.directory.Directory;
import dev.wangge.platform.event.Ids;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/**
 * Maps that were drawn, for whoever asks for the same next: drawn once for each state of the
 * directory, zoom and division, also where many ask at once. As of at most five seconds ago.
 */
@Component
class MapSheets {
    private static final ZoneId COUNTY = ZoneId.of("Asia/Shanghai");
    private static final Duration FRESH = Duration.ofSeconds(5);

    private static final int TAG = 32;
    private static final int MOST = 64;
    private static final int MOST_OF_ONE = 1_500_000;
    private static final long MOST_BYTES = 32L << 20;

    private final Directory directory;
    private final MapDrawing drawing;
    private final Clock clock;
    private final Duration fresh;
    private final Map<Key, CompletableFuture<Sheet>> sheets = new LinkedHashMap<>(16, 0.75f, true);
    private long changes;
    private long lookAgain;

    @Autowired
    MapSheets(Directory directory, MapDrawing drawing, Clock clock) {
        this(directory, drawing, clock, FRESH);
    }

    /**
     * @param fresh for how long a look at whether the directory changed is good
     */
    MapSheets(Directory directory, MapDrawing drawing, Clock clock, Duration fresh) {
        this.fresh = fresh;
        this.directory = directory;
        this.drawing = drawing;
        this.clock = clock;
        this.lookAgain = System.nanoTime();
    }

    /** What can be drawn. */
    enum Layer {
        GRIDS,
        DIVISIONS
    }

    private record Key(
            Layer layer, List<String> prefixes, Zoom zoom, LocalDate day, long changes) {}

    /** A map: UTF-8, packed with gzip. */
    static final class Sheet {
        private final String tag;
        private final byte[] gzipped;

        private Sheet(byte[] text) {
            this.tag = Ids.sha256(text).substring(0, TAG);
            this.gzipped = packed(text);
        }

        /** The same for the same bytes. */
        String tag() {
            return tag;
        }

        /** Not to be changed. */
        byte[] gzipped() {
            return gzipped;
        }

        private static byte[] packed(byte[] text) {
            var packed = new ByteArrayOutputStream(text.length / 4);
            try (var gzip = new GZIPOutputStream(packed)) {
                gzip.write(text);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            return packed.toByteArray();
        }
    }

    Sheet of(Layer layer, List<String> prefixes, Zoom zoom) {
        var day = LocalDate.ofInstant(clock.instant(), COUNTY);
        var key = new Key(layer, prefixes, zoom, day, changes());
        var mine = new CompletableFuture<Sheet>();
        @Nullable CompletableFuture<Sheet> others;
        synchronized (sheets) {
            others = sheets.putIfAbsent(key, mine);
        }
        if (others != null) {
            return joined(others);
        }
        try {
            var sheet = drawn(key);
            mine.complete(sheet);
            makeRoom();
            return sheet;
        } catch (RuntimeException e) {
            synchronized (sheets) {
                sheets.remove(key, mine);
            }
            mine.completeExceptionally(e);
            throw e;
        }
    }

    private static Sheet joined(CompletableFuture<Sheet> others) {
        try {
            return others.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            throw e;
        }
    }

    private long changes() {
        synchronized (sheets) {
            if (System.nanoTime() - lookAgain < 0) {
                return changes;
            }
            // Others go on with what was known while this one looks.
            lookAgain = System.nanoTime() + fresh.toNanos();
        }
        long now = directory.changes();
        synchronized (sheets) {
            changes = now;
        }
        return now;
    }

    /** Those that were asked for longest ago go first. */
    private void makeRoom() {
        synchronized (sheets) {
            long bytes = sheets.values().stream().mapToLong(MapSheets::bytes).sum();
            var all = sheets.values().iterator();
            int count = sheets.size();
            while (all.hasNext() && (count > MOST || bytes > MOST_BYTES)) {
                var oldest = all.next();
                if (oldest.isDone()) {
                    bytes -= bytes(oldest);
                    count--;
                    all.remove();
                }
            }
        }
    }

    private static long bytes(CompletableFuture<Sheet> sheet) {
        return sheet.isDone() && !sheet.isCompletedExceptionally()
                ? sheet.join().gzipped().length
                : 0;
    }

    /** What would be too much to send is drawn as for a zoom before it. */
    private Sheet drawn(Key key) {
        var zoom = key.zoom();
        var sheet = drawn(key, zoom);
        while (sheet.gzipped().length > MOST_OF_ONE && zoom.level() > 0) {
            zoom = new Zoom(zoom.level() - 1);
            sheet = drawn(key, zoom);
        }
        return sheet;
    }

    private Sheet drawn(Key key, Zoom zoom) {
        var text =
                switch (key.layer()) {
                    case GRIDS -> drawing.grids(key.prefixes(), zoom, key.day());
                    case DIVISIONS -> drawing.divisions(key.prefixes(), zoom, key.day());
                };
        return new Sheet(text.getBytes(StandardCharsets.UTF_8));
    }
}
