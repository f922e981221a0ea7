package dev.wangge.cases.search;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.store.LockObtainFailedException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where an instance has its index: a part of the directory that no other has, or a temporary one.
 */
final class IndexPlace implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(IndexPlace.class);

    /** Instances of one machine. */
    private static final int MOST = 32;

    private final @Nullable Path kept;
    private @Nullable Path temporary;

    IndexPlace(@Nullable Path kept) {
        this.kept = kept;
    }

    /**
     * Opens the index that lies there, or a new one.
     *
     * @param anew whether one that lies there is not to be believed
     */
    CaseIndex open(String database, Words words, boolean anew) throws IOException {
        if (kept == null) {
            var path = temporary;
            if (path == null) {
                path = Files.createTempDirectory("wangge-search");
                temporary = path;
            }
            return open(path, database, words, anew);
        }
        for (int n = 0; n < MOST; n++) {
            try {
                return open(kept.resolve("cases-" + n), database, words, anew);
            } catch (LockObtainFailedException e) {
                log.info("Another instance has the index of words in part {}", n);
            }
        }
        throw new IOException("Each of " + MOST + " parts is another instance's");
    }

    private static CaseIndex open(Path path, String database, Words words, boolean anew)
            throws IOException {
        if (anew) {
            try (var _ = CaseIndex.lock(path)) {
                CaseIndex.empty(path);
            }
        }
        return CaseIndex.open(path, database, words);
    }

    @Override
    public void close() throws IOException {
        var path = temporary;
        if (path != null) {
            CaseIndex.empty(path);
            Files.deleteIfExists(path.resolve(IndexWriter.WRITE_LOCK_NAME));
            Files.deleteIfExists(path);
        }
    }
}
