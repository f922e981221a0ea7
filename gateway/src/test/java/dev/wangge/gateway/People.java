package dev.wangge.gateway;

import com.mongodb.client.model.Filters;
import com.mongodb.client.model.ReplaceOptions;
import dev.wangge.gateway.account.Hashes;
import dev.wangge.platform.seal.Vault;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import org.bson.Document;
import org.springframework.data.mongodb.core.MongoOperations;

/** Accounts as an administrator would have opened them. */
final class People {
    static final String PASSWORD = "eighteen yaks on the pass";

    private final MongoOperations mongo;
    private final Vault vault;
    private final int port;

    People(MongoOperations mongo, Vault vault, int port) {
        this.mongo = mongo;
        this.vault = vault;
        this.port = port;
    }

    /** Somebody with a password, whose browser it is; not signed in yet. */
    Browser somebody(String id, String role, String division) {
        invited(id, role, division, "link-of-" + id);
        var browser = new Browser(port);
        choose(browser, "/password/link-of-" + id);
        return browser;
    }

    /** Whoever has this link chooses their password. */
    void invited(String id, String role, String division, String link) {
        var now = Date.from(Instant.now().minus(Duration.ofMinutes(30)));
        var accounts = mongo.getCollection("accounts");
        accounts.deleteOne(Filters.eq("_id", id));
        accounts.insertOne(
                new Document("_id", id)
                        .append("version", 1L)
                        .append("name", vault.seal("卓玛", id))
                        .append("roles", List.of(role))
                        .append("divisions", List.of(division))
                        .append("home", division)
                        .append("disabled", false)
                        .append("failures", 0)
                        .append("signInsFrom", now)
                        .append("tokensFrom", now)
                        .append("changedAt", now)
                        .append("changedBy", "system")
                        .append(
                                "invitation",
                                new Document("hash", Hashes.of(link))
                                        .append(
                                                "until",
                                                Date.from(
                                                        Instant.now().plus(Duration.ofHours(1))))));
    }

    /** Others know them by this name. */
    void knownAs(String id, String name) {
        mongo.getCollection("knownAs")
                .replaceOne(
                        Filters.eq("_id", name),
                        new Document("_id", name).append("account", id),
                        new ReplaceOptions().upsert(true));
    }

    static void choose(Browser browser, String link) {
        var page = browser.get(link);
        var chosen = browser.submit(link, Map.of("password", PASSWORD, "again", PASSWORD));
        if (chosen.statusCode() != 303) {
            throw new AssertionError(page.body() + chosen.body());
        }
    }
}
