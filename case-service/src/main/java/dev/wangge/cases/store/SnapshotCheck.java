package dev.wangge.cases.store;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Projections;
import com.mongodb.client.model.Sorts;
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
    private final MongoCollection<Document> cases;
    private final CaseStore store;

    SnapshotCheck(MongoOperations mongo, CaseStore store) {
        this.cases = mongo.getCollection("cases");
        this.store = store;
    }

    /** How many cases there are, and the ids of those whose facts say otherwise. */
    record Result(long cases, List<String> wrong) {}

    @Override
    public void run(ApplicationArguments arguments) {
        var result = proveAll();
        if (result.wrong().isEmpty()) {
            log.info("Proved {} cases from their facts", result.cases());
        } else {
            log.error("Of {} cases the facts say otherwise: {}", result.cases(), result.wrong());
        }
    }

    Result proveAll() {
        long proved = 0;
        var wrong = new ArrayList<String>();
        for (var ids = idsAfter(""); !ids.isEmpty(); ids = idsAfter(ids.getLast())) {
            proved += ids.size();
            store.stories(ids).stream()
                    .filter(story -> !isProved(story))
                    .map(CaseStory::id)
                    .forEach(wrong::add);
        }
        return new Result(proved, wrong);
    }

    private List<String> idsAfter(String last) {
        return cases.find(Filters.gt("_id", last))
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
        // One from before there were snapshots is not wrong.
        var says = stored.containsKey("snapshot") ? CaseStore.derived(story) : new Document();
        says.putAll(store.queryFields(facts));
        says.keySet().removeAll(List.of("dueAt", "overdue", "locatingPostponed"));
        if (!stored.containsKey("snapshot")) {
            says.remove("snapshot");
        }
        return says.entrySet().stream()
                .allMatch(field -> Objects.equals(stored.get(field.getKey()), field.getValue()));
    }
}
