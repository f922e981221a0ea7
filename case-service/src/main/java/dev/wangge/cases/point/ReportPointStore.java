package dev.wangge.cases.point;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.ReplaceOptions;
import com.mongodb.client.model.Sorts;
import dev.wangge.platform.store.Inserts;
import jakarta.annotation.PostConstruct;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.bson.Document;
import org.jspecify.annotations.Nullable;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.stereotype.Component;

/** Report points as they are stored, one document each. */
@Component
class ReportPointStore {
    private static final String ID = "_id";
    private static final String VERSION = "version";
    private static final String PATH = "path";

    private final MongoCollection<Document> points;

    ReportPointStore(MongoOperations mongo) {
        this.points = mongo.getCollection("reportPoints");
    }

    @PostConstruct
    void createIndexes() {
        points.createIndex(Indexes.ascending(PATH, ID));
    }

    Optional<ReportPoint> find(UUID id) {
        return Optional.ofNullable(points.find(Filters.eq(ID, id.toString())).first())
                .map(ReportPointStore::read);
    }

    /** Those that lie in one of the places, by id. */
    List<ReportPoint> list(Collection<String> within, @Nullable String after, int most) {
        var inside = Filters.in(PATH, within);
        return points.find(after == null ? inside : Filters.and(inside, Filters.gt(ID, after)))
                .sort(Sorts.ascending(ID))
                .limit(most)
                .map(ReportPointStore::read)
                .into(new ArrayList<>());
    }

    /** Stores a new one; false when there is one of its id. */
    boolean add(ReportPoint point) {
        return Inserts.insertIfAbsent(points, write(point));
    }

    /** Stores it in the place of the version before; false when that is not there any more. */
    boolean replace(ReportPoint point) {
        return points.replaceOne(
                                Filters.and(
                                        Filters.eq(ID, point.id().toString()),
                                        Filters.eq(VERSION, point.version() - 1)),
                                write(point),
                                new ReplaceOptions())
                        .getMatchedCount()
                == 1;
    }

    private static Document write(ReportPoint point) {
        var retired = point.retiredAt();
        return new Document(ID, point.id().toString())
                .append(VERSION, point.version())
                .append("name", point.name())
                .append("gridCode", point.gridCode())
                .append(PATH, point.path())
                .append("retiredAt", retired == null ? null : Date.from(retired))
                .append("changedAt", Date.from(point.changedAt()))
                .append("changedBy", point.changedBy());
    }

    private static ReportPoint read(Document stored) {
        return new ReportPoint(
                UUID.fromString(stored.getString(ID)),
                stored.get(VERSION, Number.class).longValue(),
                stored.getString("name"),
                stored.getString("gridCode"),
                instant(stored.getDate("retiredAt")),
                stored.getDate("changedAt").toInstant(),
                stored.getString("changedBy"));
    }

    private static @Nullable Instant instant(@Nullable Date date) {
        return date == null ? null : date.toInstant();
    }
}
