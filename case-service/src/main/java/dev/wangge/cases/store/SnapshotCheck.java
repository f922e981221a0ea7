package dev.wangge.cases.store;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Projections;
import com.mongodb.client.model.Sorts;
import dev.wangge.cases.life.Case;
import dev.wangge.cases.life.CaseSnapshot;
import dev.wangge.platform.event.Fact;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.bson.Document;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.stereotype.Component;

/**
 * Proves all cases from their facts, when the service is started with {@code
 * wangge.cases.prove=true}: that each fact is chained to the one before, and that what lies beside
 * the facts is what they add up to. It names each case where that is not so, and changes nothing.
 */
@Component
@ConditionalOnProperty("wangge.cases.prove")
class SnapshotCheck implements ApplicationRunner {
    private static final Logger log = LoggerFactory.getLogger(SnapshotCheck.class);
    private static final int AT_ONCE = 500;

    /** Named of those that are wrong: a collection that is wrong as a whole needs no list. */
    private static final int NAMED = 1_000;

    private final MongoCollection<Document> all;
    private final CaseStore store;

    SnapshotCheck(MongoOperations mongo, CaseStore store) {
        this.all = mongo.getCollection("cases");
        this.store = store;
    }

    /**
     * How many cases there are, of how many the facts say otherwise, and which are the first of
     * those.
     */
    record Result(long cases, long wrong, List<String> named) {}

    @Override
    public void run(ApplicationArguments arguments) {
        var result = proveAll();
        if (result.wrong() == 0) {
            log.info("Proved {} cases from their facts", result.cases());
        } else {
            log.error(
                    "The facts of {} among {} cases say otherwise: {}",
                    result.wrong(),
                    result.cases(),
                    result.named());
        }
    }

    Result proveAll() {
        long cases = 0;
        long wrong = 0;
        var named = new ArrayList<String>();
        for (var ids = idsAfter(""); !ids.isEmpty(); ids = idsAfter(ids.getLast())) {
            cases += ids.size();
            for (var story : store.stories(ids)) {
                if (!isProved(story)) {
                    wrong++;
                    if (named.size() < NAMED) {
                        named.add(story.id());
                    }
                }
            }
        }
        return new Result(cases, wrong, named);
    }

    private List<String> idsAfter(String last) {
        return all.find(Filters.gt("_id", last))
                .projection(Projections.include("_id"))
                .sort(Sorts.ascending("_id"))
                .limit(AT_ONCE)
                .map(found -> found.getString("_id"))
                .into(new ArrayList<>());
    }

    private boolean isProved(CaseStory story) {
        var stored = story.document();
        var facts = story.now();
        var previous = Fact.GENESIS;
        long seq = 0;
        for (var fact : facts.facts()) {
            if (fact.seq() != ++seq || !fact.follows(story.id(), previous)) {
                return false;
            }
            previous = fact.hash();
        }
        // One from before there were snapshots or wake-ups is not wrong, nor one of a version
        // before.
        var isNew = CaseSnapshot.isOfThisVersion(stored.get("snapshot", Document.class));
        var says = isNew ? CaseStore.derived(story) : new Document();
        says.putAll(store.queryFields(facts));
        says.keySet().removeAll(List.of("dueAt", "overdue", "locatingPostponed"));
        if (!isNew) {
            says.keySet().removeAll(List.of("snapshot", "counts"));
        }
        if (!stored.containsKey("heard") && Case.heard(facts.facts()).isEmpty()) {
            says.remove("heard");
        }
        if (!stored.containsKey("wakeAt")) {
            says.remove("wakeAt");
        }
        if (!stored.containsKey("deadline")) {
            says.remove("deadline");
        }
        return says.entrySet().stream()
                .allMatch(field -> Objects.equals(stored.get(field.getKey()), field.getValue()));
    }
}
