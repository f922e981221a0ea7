package dev.wangge.cases.search;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wangge.cases.search.WordQuery.Named;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field.Store;
import org.apache.lucene.document.StringField;
import org.apache.lucene.document.TextField;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.store.ByteBuffersDirectory;
import org.junit.jupiter.api.Test;

class WordQueryTest {
    private final Words words = new Words();

    private record Said(String title, String text, String place) {}

    private static Said said(String title, String text) {
        return new Said(title, text, "540328102");
    }

    private List<String> found(String typed, WordQuery.Places places, Said... cases)
            throws IOException {
        return found(false, typed, places, cases);
    }

    private List<String> found(
            boolean byRelevance, String typed, WordQuery.Places places, Said... cases)
            throws IOException {
        try (var index = new ByteBuffersDirectory()) {
            try (var writer = new IndexWriter(index, new IndexWriterConfig(words))) {
                for (var one : cases) {
                    var document = new Document();
                    document.add(new StringField("id", one.title(), Store.YES));
                    document.add(new StringField(IndexedCase.PLACE, one.place(), Store.NO));
                    document.add(new TextField(Words.TITLE, one.title(), Store.NO));
                    document.add(new TextField(Words.TEXT, one.title(), Store.NO));
                    document.add(new TextField(Words.TEXT, one.text(), Store.NO));
                    writer.addDocument(document);
                }
            }
            try (var reader = DirectoryReader.open(index)) {
                var searcher = new IndexSearcher(reader);
                var found = new ArrayList<String>();
                var query = new WordQuery(typed, words, places).query(byRelevance).build();
                for (var hit : searcher.search(query, 10).scoreDocs) {
                    found.add(searcher.storedFields().document(hit.doc).get("id"));
                }
                return found;
            }
        }
    }

    private List<String> found(String typed, Said... cases) throws IOException {
        return found(typed, text -> List.of(), cases);
    }

    @Test
    void whatStandsBetweenSpacesIsAllThere() throws IOException {
        var both = said("水管漏水", "在如美镇");
        var one = said("屋顶漏水", "在别处");
        assertThat(found("水管 漏水", both, one)).containsExactly("水管漏水");
        assertThat(found("漏水", both, one)).containsExactlyInAnyOrder("水管漏水", "屋顶漏水");
        assertThat(found(true, "水管 漏水", text -> List.of(), one, both))
                .as("the best first, then what has some of it")
                .containsExactly("水管漏水", "屋顶漏水");
    }

    /** 竹卡 is in no dictionary, and 竹 and 卡 are in many texts. */
    @Test
    void aNameThatNobodyKnowsIsFoundAsItStands() throws IOException {
        var there = said("路灯坏了", "如美镇竹卡村口");
        var elsewhere = said("银行卡", "竹子边上卡住了");
        assertThat(found("竹卡村", there, elsewhere)).containsExactly("路灯坏了");
        assertThat(found("竹卡", there, elsewhere)).containsExactly("路灯坏了");
    }

    @Test
    void aNameOfAPlaceFindsWhatLiesThereToo() throws IOException {
        var lies = new Said("路灯坏了", "老人晚上出门不便", "540328101201");
        var says = said("路灯不亮", "从拉乌过来的路上");
        var neither = said("路灯损坏", "县城");
        WordQuery.Places places =
                text -> {
                    int at = text.indexOf("拉乌");
                    return at < 0
                            ? List.of()
                            : List.of(new Named(at, at + 2, List.of("540328101201")));
                };
        assertThat(found("拉乌路灯", places, lies, says, neither))
                .containsExactlyInAnyOrder("路灯坏了", "路灯不亮");
        assertThat(found("拉乌 路灯", places, lies, says, neither))
                .containsExactlyInAnyOrder("路灯坏了", "路灯不亮");
    }

    @Test
    void wordsThatSayNothingAreNotAskedFor() throws IOException {
        assertThat(found("水管坏了", said("水管", "坏"))).containsExactly("水管");
        assertThat(new WordQuery("。（）", words, text -> List.of()).isEmpty()).isTrue();
        assertThat(new WordQuery("的", words, text -> List.of()).isEmpty()).isFalse();
    }

    @Test
    void lettersAndDigitsAreWords() throws IOException {
        assertThat(found("G318", said("G318线塌方", ""))).containsExactly("G318线塌方");
        assertThat(found("g318 K3200", said("塌方", "Ｇ318线K3200处"))).containsExactly("塌方");
        assertThat(found("pipe", said("Water pipes", "are broken"))).containsExactly("Water pipes");
    }
}
