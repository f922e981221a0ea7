package dev.wangge.cases.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field.Store;
import org.apache.lucene.document.KeywordField;
import org.apache.lucene.document.TextField;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.store.LockObtainFailedException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CaseIndexTest {
    private final Words words = new Words();
    @TempDir Path directory;

    private static Document saying(String id, String text) {
        var document = new Document();
        document.add(new KeywordField(IndexedCase.ID, id, Store.NO));
        document.add(new TextField(Words.TEXT, text, Store.NO));
        return document;
    }

    private static int with(CaseIndex index, String word) throws IOException {
        return index.ask(searcher -> searcher.count(new TermQuery(new Term(Words.TEXT, word))));
    }

    private CaseIndex open(String database) throws IOException {
        return CaseIndex.open(directory, database, words);
    }

    @Test
    void whatWasCommittedIsThereAfterACrashAndItSaysHowFarItIs() throws IOException {
        // Not closed, as by kill -9; its lock goes with the process, here with another directory.
        var crashed = Files.createDirectory(directory.resolve("crashed"));
        try (var index = CaseIndex.open(crashed, "a", words)) {
            index.put("1", saying("1", "水管漏水"));
            index.say("upTo", "7");
            index.commit();
            index.put("2", saying("2", "路面塌方"));
            index.say("upTo", "9");
            index.refresh();
            assertThat(with(index, "塌方")).isEqualTo(1);
            try (var files = Files.list(crashed)) {
                for (var file : files.toList()) {
                    Files.copy(file, directory.resolve(file.getFileName()));
                }
            }
        }
        Files.delete(directory.resolve("write.lock"));

        try (var again = open("a")) {
            assertThat(with(again, "漏水")).isEqualTo(1);
            assertThat(with(again, "塌方")).isZero();
            assertThat(again.said("upTo", "")).isEqualTo("7");
        }
    }

    @Test
    void aCaseIsThereOnceAndAsItIsNow() throws IOException {
        try (var index = open("a")) {
            index.put("1", saying("1", "水管漏水"));
            index.refresh();
            index.put("1", saying("1", "路面塌方"));
            index.refresh();
            assertThat(index.cases()).isEqualTo(1);
            assertThat(with(index, "漏水")).isZero();
            assertThat(with(index, "塌方")).isEqualTo(1);
        }
    }

    /** What was erased is not left in a file, either. */
    @Test
    void wordsOfBeforeAreNotKeptOnTheDisk() throws IOException {
        try (var index = open("a")) {
            for (int i = 0; i < 200; i++) {
                index.put("" + i, saying("" + i, "水管漏水"));
            }
            index.put("x", saying("x", "zhangsanfengsecret"));
            index.commit();
            assertThat(stored("zhangsanfengsecret")).isTrue();
            index.put("x", saying("x", "已删除"));
            index.commit();

            index.forgetWhatWasReplaced();

            // A file may go while it is read.
            await().ignoreExceptions()
                    .untilAsserted(() -> {
                        index.refresh();
                        index.commit();
                        assertThat(stored("zhangsanfengsecret")).isFalse();
                    });
        }
    }

    private boolean stored(String word) throws IOException {
        try (var files = Files.list(directory)) {
            for (var file : files.toList()) {
                if (new String(
                                Files.readAllBytes(file),
                                java.nio.charset.StandardCharsets.ISO_8859_1)
                        .contains(word)) {
                    return true;
                }
            }
            return false;
        }
    }

    @Test
    void anIndexOfAnotherDatabaseIsNotBelieved() throws IOException {
        try (var index = open("a")) {
            index.put("1", saying("1", "水管漏水"));
        }
        try (var other = open("b")) {
            assertThat(other.cases()).isZero();
            assertThat(other.said("upTo", "none")).isEqualTo("none");
        }
    }

    @Test
    void aDamagedIndexIsMadeAnew() throws IOException {
        try (var index = open("a")) {
            for (int i = 0; i < 100; i++) {
                index.put("" + i, saying("" + i, "水管漏水" + i));
            }
        }
        int damaged = 0;
        try (var files = Files.list(directory)) {
            for (var file : files.filter(it -> it.toString().endsWith(".cfs")).toList()) {
                var bytes = Files.readAllBytes(file);
                bytes[bytes.length / 2] ^= 0x55;
                Files.write(file, bytes);
                damaged++;
            }
        }
        assertThat(damaged).isPositive();
        try (var again = open("a")) {
            assertThat(again.cases()).isZero();
        }
        try (var files = Files.list(directory)) {
            for (var file :
                    files.filter(it -> it.getFileName().toString().startsWith("segments"))
                            .toList()) {
                Files.write(file, new byte[] {1, 2, 3});
            }
        }
        try (var again = open("a")) {
            assertThat(again.cases()).isZero();
            again.put("1", saying("1", "水管漏水"));
            again.refresh();
            assertThat(with(again, "漏水")).isEqualTo(1);
        }
    }

    @Test
    void twoInstancesDoNotShareOne() throws IOException {
        try (var one = open("a")) {
            assertThat(one.isOpen()).isTrue();
            assertThatThrownBy(() -> open("a")).isInstanceOf(LockObtainFailedException.class);
        }
        try (var first = new IndexPlace(directory.resolve("kept"));
                var second = new IndexPlace(directory.resolve("kept"));
                var one = first.open("a", words, false);
                var other = second.open("a", words, false)) {
            one.put("1", saying("1", "水管漏水"));
            one.refresh();
            assertThat(with(one, "漏水")).isEqualTo(1);
            assertThat(with(other, "漏水")).isZero();
        }
    }
}
