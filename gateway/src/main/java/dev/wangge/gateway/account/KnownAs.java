package dev.wangge.gateway.account;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Sorts;
import dev.wangge.platform.problem.Problem;
import dev.wangge.platform.problem.ProblemType;
import dev.wangge.platform.store.Inserts;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bson.Document;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.stereotype.Component;

/**
 * By which names others know whom, as {@code wecom:zhuoma}: each is one account's, because it is
 * the document's {@code _id}. Nothing else says so, so that nothing can say otherwise.
 */
@Component
class KnownAs {
    private static final String ACCOUNT = "account";

    private final MongoCollection<Document> names;

    KnownAs(MongoOperations mongo) {
        this.names = mongo.getCollection("knownAs");
    }

    /** Whose name it is. */
    Optional<String> account(String name) {
        return Optional.ofNullable(names.find(Filters.eq("_id", name)).first())
                .map(it -> it.getString(ACCOUNT));
    }

    /** The names of each of these. */
    Map<String, List<String>> of(Collection<String> accounts) {
        var of = new HashMap<String, List<String>>();
        names.find(Filters.in(ACCOUNT, accounts))
                .sort(Sorts.ascending("_id"))
                .forEach(one ->
                        of.computeIfAbsent(one.getString(ACCOUNT), _ -> new ArrayList<>())
                                .add(one.getString("_id")));
        return of;
    }

    List<String> of(String account) {
        return of(List.of(account)).getOrDefault(account, List.of());
    }

    /**
     * Whether all of these can be theirs.
     *
     * @throws Problem entry-exists when one is another's
     */
    void requireFree(Collection<String> wanted, String account) {
        for (var name : wanted) {
            if (account(name).filter(it -> !it.equals(account)).isPresent()) {
                throw taken(name);
            }
        }
    }

    /**
     * Makes these theirs and no others; their account is there. Again as often as one likes, until
     * it went through.
     *
     * @throws Problem entry-exists when one has just become another's
     */
    void set(Collection<String> wanted, String account) {
        names.deleteMany(Filters.and(Filters.eq(ACCOUNT, account), Filters.nin("_id", wanted)));
        for (var name : wanted) {
            if (!Inserts.insertIfAbsent(names, new Document("_id", name).append(ACCOUNT, account))
                    && account(name).filter(account::equals).isEmpty()) {
                throw taken(name);
            }
        }
    }

    private static Problem taken(String name) {
        return new Problem(ProblemType.ENTRY_EXISTS, "Another account is known as " + name);
    }

    /** As the audit trail writes them: hashed, as they may be like people's names. */
    static String written(Collection<String> names) {
        var hashed =
                names.stream()
                        .sorted()
                        .map(name ->
                                name.substring(0, name.indexOf(':') + 1)
                                        + Hashes.of(name).substring(0, 12))
                        .toList();
        return hashed.isEmpty() ? "" : " known as " + hashed;
    }
}
