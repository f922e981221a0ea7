package dev.wangge.cases.search;

import static org.assertj.core.api.Assertions.assertThat;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import dev.wangge.testing.SharedData;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.cn.smart.SmartChineseAnalyzer;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field.Store;
import org.apache.lucene.document.StringField;
import org.apache.lucene.document.TextField;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.store.ByteBuffersDirectory;
import org.junit.jupiter.api.Test;

/**
 * 100 questions to real messages, judged by hand: what is found first is at least as good as with
 * Lucene's BM25 over words of its smart Chinese analyser.
 *
 * <p>{@code relevance.csv} has a question, a message's id, and 2 where it is about just that, 1
 * where it is among other things. Judged was whatever one of the two told among its first ten.
 */
class RelevanceTest {
    private static final int FIRST = 10;

    private final Words words = new Words();
    private final Analyzer plain = new SmartChineseAnalyzer();

    private record Message(String id, String subject, String text, String reply) {}

    @Test
    void whatIsFoundFirstIsNoWorseThanPlainLucene() throws IOException {
        var judged = judgements();
        assertThat(judged).hasSize(100);
        var messages = messages(SharedData.file("messages-zh.csv"));
        try (var index = new ByteBuffersDirectory()) {
            try (var writer = new IndexWriter(index, new IndexWriterConfig(words))) {
                for (var one : messages) {
                    writer.addDocument(document(one));
                }
            }
            try (var reader = DirectoryReader.open(index)) {
                var searcher = new IndexSearcher(reader);
                double ours = 0;
                double plains = 0;
                for (var question : judged.entrySet()) {
                    var asked = new WordQuery(question.getKey(), words, text -> List.of());
                    double good =
                            gain(first(searcher, asked.query(true).build()), question.getValue());
                    double plainly =
                            gain(first(searcher, plain(question.getKey())), question.getValue());
                    ours += good;
                    plains += plainly;
                    if (Boolean.getBoolean("wangge.relevance.each")) {
                        System.out.printf("%.3f %.3f %s%n", good, plainly, question.getKey());
                    }
                }
                System.out.printf(
                        "nDCG@10 of %d questions: %.4f, plain BM25 %.4f%n",
                        judged.size(), ours / judged.size(), plains / judged.size());
                assertThat(ours).isGreaterThanOrEqualTo(plains);
            }
        }
    }

    static List<String> first(IndexSearcher searcher, Query query) throws IOException {
        var ids = new ArrayList<String>();
        for (var hit : searcher.search(query, FIRST).scoreDocs) {
            ids.add(searcher.storedFields().document(hit.doc).get("id"));
        }
        return ids;
    }

    /** All that was said of one, as a case's texts are indexed. */
    private static Document document(Message it) {
        var document = new Document();
        document.add(new StringField("id", it.id(), Store.YES));
        document.add(new TextField(Words.TITLE, it.subject(), Store.NO));
        for (var text : List.of(it.subject(), it.text(), it.reply())) {
            document.add(new TextField(Words.TEXT, text, Store.NO));
        }
        return document;
    }

    /** Any of the words, in all texts. */
    private Query plain(String question) throws IOException {
        var any = new BooleanQuery.Builder();
        try (var stream = plain.tokenStream(Words.TEXT, question)) {
            var term = stream.getAttribute(CharTermAttribute.class);
            stream.reset();
            while (stream.incrementToken()) {
                any.add(new TermQuery(new Term(Words.TEXT, term.toString())), Occur.SHOULD);
            }
            stream.end();
        }
        return any.build();
    }

    private static double gain(List<String> found, Map<String, Integer> judged) {
        double gain = 0;
        for (int i = 0; i < found.size(); i++) {
            gain += at(judged.getOrDefault(found.get(i), 0), i);
        }
        double best = 0;
        var ideal = judged.values().stream().sorted((one, other) -> other - one).toList();
        for (int i = 0; i < Math.min(FIRST, ideal.size()); i++) {
            best += at(ideal.get(i), i);
        }
        return best == 0 ? 1 : gain / best;
    }

    private static double at(int grade, int place) {
        return ((1 << grade) - 1) / (Math.log(place + 2) / Math.log(2));
    }

    private static List<Message> messages(Path file) throws IOException {
        var messages = new ArrayList<Message>();
        try (var rows = CsvReader.builder().ofNamedCsvRecord(file)) {
            for (var row : rows) {
                messages.add(
                        new Message(
                                row.getField("id"),
                                row.getField("subject"),
                                row.getField("message"),
                                row.getField("reply")));
            }
        }
        return messages;
    }

    private static Map<String, Map<String, Integer>> judgements() throws IOException {
        var judged = new LinkedHashMap<String, Map<String, Integer>>();
        try (CsvReader<NamedCsvRecord> rows =
                CsvReader.builder()
                        .ofNamedCsvRecord(
                                new InputStreamReader(
                                        Objects.requireNonNull(
                                                RelevanceTest.class.getResourceAsStream(
                                                        "relevance.csv")),
                                        StandardCharsets.UTF_8))) {
            for (var row : rows) {
                judged.computeIfAbsent(row.getField("question"), any -> new HashMap<>())
                        .put(row.getField("message"), Integer.valueOf(row.getField("grade")));
            }
        }
        return judged;
    }
}
