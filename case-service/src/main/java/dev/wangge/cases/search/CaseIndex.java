package dev.wangge.cases.search;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.lucene.document.Document;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.IndexWriterConfig.OpenMode;
import org.apache.lucene.index.Term;
import org.apache.lucene.index.TieredMergePolicy;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.SearcherManager;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.FSDirectory;
import org.apache.lucene.store.Lock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The words of all cases in a directory of this instance. What it says of how far it is is stored
 * with each commit: after a crash it goes on from there.
 */
final class CaseIndex implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(CaseIndex.class);

    /** Of what is indexed, and how: one of another is made anew. */
    private static final String FORMAT = "1";

    private static final String OF = "database";
    private static final String FORMATTED = "format";
    private static final double BUFFER_MB = 16;

    private final Path path;
    private final Directory directory;
    private final IndexWriter writer;
    private final SearcherManager searchers;
    private final Map<String, String> said;

    private CaseIndex(Path path, Directory directory, IndexWriter writer, Map<String, String> said)
            throws IOException {
        this.path = path;
        this.directory = directory;
        this.writer = writer;
        this.said = new HashMap<>(said);
        this.searchers = new SearcherManager(writer, null);
    }

    /**
     * Opens the index in a directory: as it was committed last where it is whole and of this
     * database, else a new one.
     *
     * @throws IOException also when another instance has it open
     */
    static CaseIndex open(Path path, String database, Words words) throws IOException {
        Files.createDirectories(path);
        var directory = FSDirectory.open(path);
        try {
            return open(path, directory, Map.of(OF, database, FORMATTED, FORMAT), words);
        } catch (IOException | RuntimeException e) {
            directory.close();
            throw e;
        }
    }

    private static CaseIndex open(
            Path path, Directory directory, Map<String, String> identity, Words words)
            throws IOException {
        Map<String, String> said;
        boolean isOurs;
        // Whoever else has it open has the lock; between here and the writer's own nothing is lost.
        try (var _ = directory.obtainLock(IndexWriter.WRITE_LOCK_NAME)) {
            said = committed(directory);
            isOurs = said.entrySet().containsAll(identity.entrySet());
            if (!isOurs) {
                empty(path);
            }
        }
        var writer = writer(directory, isOurs ? OpenMode.APPEND : OpenMode.CREATE, words);
        try {
            return new CaseIndex(path, directory, writer, isOurs ? said : identity);
        } catch (IOException | RuntimeException e) {
            writer.rollback();
            throw e;
        }
    }

    private static IndexWriter writer(Directory directory, OpenMode mode, Words words)
            throws IOException {
        return new IndexWriter(
                directory,
                new IndexWriterConfig(words)
                        .setOpenMode(mode)
                        .setRAMBufferSizeMB(BUFFER_MB)
                        // Of what was replaced nothing stays when it is to be forgotten.
                        .setMergePolicy(new TieredMergePolicy().setForceMergeDeletesPctAllowed(0)));
    }

    /** Nothing where there is no index, or one that cannot be read. */
    private static Map<String, String> committed(Directory directory) throws IOException {
        if (!DirectoryReader.indexExists(directory)) {
            return Map.of();
        }
        try (var reader = DirectoryReader.open(directory)) {
            for (var leaf : reader.leaves()) {
                leaf.reader().checkIntegrity();
            }
            return Map.copyOf(reader.getIndexCommit().getUserData());
        } catch (IOException | IllegalArgumentException e) {
            log.warn("The index of words cannot be read and is made anew: {}", e.toString());
            return Map.of();
        }
    }

    /** What was said with the last commit, or since. */
    String said(String name, String otherwise) {
        return said.getOrDefault(name, otherwise);
    }

    /** Says what the next commit keeps. */
    void say(String name, String value) {
        said.put(name, value);
    }

    /** Puts a case in, or in its place. */
    void put(String id, Document document) throws IOException {
        writer.updateDocument(new Term(IndexedCase.ID, id), document);
    }

    /** What was put in is found from now on. */
    void refresh() throws IOException {
        searchers.maybeRefreshBlocking();
    }

    /** What was put in outlives this process. */
    void commit() throws IOException {
        writer.setLiveCommitData(said.entrySet());
        writer.commit();
    }

    /**
     * Begins to take words of cases as they were before from the disk; they are gone when that is
     * done beside, and what was found by them is refreshed and committed.
     */
    void forgetWhatWasReplaced() throws IOException {
        writer.forceMergeDeletes(false);
    }

    /** What is asked of it as it is at one moment. */
    interface Asked<T> {
        T of(IndexSearcher searcher) throws IOException;
    }

    <T> T ask(Asked<T> asked) throws IOException {
        var searcher = searchers.acquire();
        try {
            return asked.of(searcher);
        } finally {
            searchers.release(searcher);
        }
    }

    int cases() {
        return writer.getDocStats().numDocs;
    }

    /** Bytes on the disk. */
    long bytes() throws IOException {
        long bytes = 0;
        for (var name : directory.listAll()) {
            if (Files.exists(path.resolve(name))) {
                bytes += directory.fileLength(name);
            }
        }
        return bytes;
    }

    boolean isOpen() {
        return writer.isOpen();
    }

    @Override
    public void close() throws IOException {
        try {
            if (writer.isOpen()) {
                writer.setLiveCommitData(said.entrySet());
            }
        } finally {
            searchers.close();
            writer.close();
            directory.close();
        }
    }

    /** While it is held nobody else opens the index that lies there. */
    static Lock lock(Path path) throws IOException {
        Files.createDirectories(path);
        return FSDirectory.open(path).obtainLock(IndexWriter.WRITE_LOCK_NAME);
    }

    /** Takes all of it away. */
    static void empty(Path path) throws IOException {
        try (Stream<Path> files = Files.list(path)) {
            for (var file : files.toList()) {
                // Its lock is held while this is done.
                if (!file.endsWith(IndexWriter.WRITE_LOCK_NAME)) {
                    Files.deleteIfExists(file);
                }
            }
        }
    }
}
