package dev.wangge.gateway.rights;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import dev.wangge.gateway.GatewaySettings;
import dev.wangge.gateway.GatewaySettings.App;
import dev.wangge.gateway.GatewaySettings.Client;
import dev.wangge.platform.store.Inserts;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.bson.Document;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.stereotype.Component;

/**
 * The names under which somebody acts: a token's subject, and who did it in every fact. No account
 * is called as a client is, of two that are opened at the same time neither.
 */
@Component
public class Subjects {
    /** As which the services themselves act, and pages of ours. */
    private static final Set<String> OF_OURS = Set.of("system", "console");

    private final MongoCollection<Document> claimed;
    private final Set<String> configured;
    private final ApplicationEventPublisher events;

    /** Who is called so. */
    public enum Kind {
        ACCOUNT,
        CLIENT
    }

    public Subjects(
            MongoOperations mongo, GatewaySettings settings, ApplicationEventPublisher events) {
        this.events = events;
        this.claimed = mongo.getCollection("subjects");
        this.configured =
                Stream.of(
                                OF_OURS.stream(),
                                settings.clients().stream().map(Client::id),
                                settings.apps().stream().map(App::id))
                        .flatMap(ids -> ids)
                        .collect(Collectors.toUnmodifiableSet());
    }

    /** Whether a name is another's, and none for one of this kind. */
    public boolean isTaken(String id, Kind as) {
        return configured.contains(id)
                || claimed.find(Filters.and(Filters.eq("_id", id), Filters.ne("kind", as.name())))
                                .first()
                        != null;
    }

    /**
     * Takes a name for one of its kind, for good; false when another kind has it. Whoever was
     * killed after may take it again.
     */
    public boolean claim(String id, Kind as) {
        return !isTaken(id, as)
                && (Inserts.insertIfAbsent(
                                claimed, new Document("_id", id).append("kind", as.name()))
                        || !isTaken(id, as));
    }

    /** Says that what somebody, or some system, may has just been changed, and is stored. */
    public void rightsChanged(String id) {
        events.publishEvent(new RightsChanged(id));
    }
}
