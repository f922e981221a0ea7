package dev.wangge.cases.evidence;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.Projections;
import com.mongodb.client.model.Sorts;
import com.mongodb.client.model.Updates;
import dev.wangge.cases.room.CaseFull;
import dev.wangge.platform.event.Ids;
import dev.wangge.platform.problem.Problem;
import dev.wangge.platform.store.Inserts;
import dev.wangge.platform.web.IdempotencyKey;
import jakarta.annotation.PostConstruct;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Date;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.bson.types.Binary;
import org.jspecify.annotations.Nullable;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.stereotype.Component;

/**
 * Photos as evidence of a case. A photo is at most some MiB, so it is one document: stored whole or
 * not at all, and once for its case, however often it is sent.
 *
 * <p>A case has so many places for photos, and each photo takes one: of two that come at once for
 * the last one, one gets it.
 *
 * <p>{@code unusedSince} is there until it is known that a fact of the case names the photo. Who is
 * about to name it moves that time on, so that it is not swept away meanwhile.
 */
@Component
public class Photos {
    private static final Pattern NAME = Pattern.compile("([0-9a-f-]{36})\\.(jpg|png|webp)");
    private static final int ROWS = 64;
    private final MongoCollection<Document> photos;
    private final MongoCollection<Document> keys;
    private final PhotoPrints prints;
    private final PhotoSettings settings;
    private final Clock clock;

    /** The index decides between instances; the embedded engine's lets two in that come at once. */
    private final Lock[] oneByOne =
            Stream.generate(ReentrantLock::new).limit(ROWS).toArray(Lock[]::new);

    Photos(MongoOperations mongo, PhotoPrints prints, PhotoSettings settings, Clock clock) {
        this.photos = mongo.getCollection("photos");
        this.keys = mongo.getCollection("photoKeys");
        this.prints = prints;
        this.settings = settings;
        this.clock = clock;
    }

    @PostConstruct
    void createIndexes() {
        photos.createIndex(Indexes.ascending("caseId"));
        photos.createIndex(
                Indexes.ascending("place"), new IndexOptions().unique(true).sparse(true));
        photos.createIndex(Indexes.ascending("unusedSince"), new IndexOptions().sparse(true));
        keys.createIndex(Indexes.ascending("photo"));
    }

    /**
     * What this key brought before; empty when it is new.
     *
     * @throws Problem idempotency-key-reused when that was another photo
     */
    public Optional<Photo> broughtBy(IdempotencyKey key) {
        return Optional.ofNullable(keys.find(Filters.eq("_id", key.id())).first())
                .flatMap(use -> {
                    key.requireSameBody(use.getString("body"));
                    return at(use.getString("photo"));
                });
    }

    /**
     * Keeps a photo of a case, cleaned; one that is there already stays as it is.
     *
     * @param key of the request; null when it has none
     * @throws Problem unsupported-media-type or invalid-photo, when it is none; case-full;
     *     rate-limited; idempotency-key-reused
     */
    public Photo keep(String caseId, byte[] sent, @Nullable IdempotencyKey key) {
        var digest = Ids.sha256(sent);
        var id = Ids.of("photo", caseId, digest).toString();
        var kept = touched(id).orElseGet(() -> stored(caseId, id, digest, sent));
        if (key != null && !Inserts.insertIfAbsent(keys, use(key, id))) {
            // At once with the same key: the one that was noted decides.
            var _ = broughtBy(key);
        }
        return kept;
    }

    private static Document use(IdempotencyKey key, String photo) {
        return new Document("_id", key.id()).append("body", key.body()).append("photo", photo);
    }

    private Photo stored(String caseId, String id, String digest, byte[] sent) {
        var _ = freePlace(caseId);
        var clean = prints.of(sent);
        var one = oneByOne[Math.floorMod(caseId.hashCode(), oneByOne.length)];
        one.lock();
        try {
            return placed(caseId, id, digest, clean);
        } finally {
            one.unlock();
        }
    }

    private Photo placed(String caseId, String id, String digest, byte[] clean) {
        // Another instance may take a place before us: there are turns enough for all.
        for (int i = 0; i < 2 * settings.mostPerCase(); i++) {
            var photo =
                    new Document("_id", id)
                            .append("caseId", caseId)
                            .append("place", place(caseId, freePlace(caseId)))
                            .append("format", PhotoFormat.JPEG.name())
                            .append("sent", digest)
                            .append("sha256", Ids.sha256(clean))
                            .append("unusedSince", now())
                            .append("bytes", new Binary(clean));
            if (Inserts.insertIfAbsent(photos, photo)) {
                return new Photo(photo);
            }
            // The same one at once; else it was the place that is taken.
            var there = touched(id);
            if (there.isPresent()) {
                return there.get();
            }
        }
        throw new IllegalStateException("No turn to keep the photo " + id);
    }

    /**
     * A place that no photo of the case has; any, so that many at once are not after the same one.
     * Photos of before there were places count as well.
     *
     * @throws Problem case-full
     */
    private int freePlace(String caseId) {
        int most = settings.mostPerCase();
        var taken = new HashSet<String>();
        int placeless = 0;
        for (var photo :
                photos.find(Filters.eq("caseId", caseId))
                        .projection(Projections.include("place"))) {
            var place = photo.getString("place");
            if (place == null) {
                placeless++;
            } else {
                taken.add(place);
            }
        }
        var free =
                IntStream.rangeClosed(1, most - placeless)
                        .filter(place -> !taken.contains(place(caseId, place)))
                        .toArray();
        if (taken.size() + placeless >= most || free.length == 0) {
            throw CaseFull.of("photos", most);
        }
        return free[ThreadLocalRandom.current().nextInt(free.length)];
    }

    private static String place(String caseId, int number) {
        return caseId + " " + number;
    }

    /** A photo that is there, and stays for now though nothing may name it yet. */
    private Optional<Photo> touched(String id) {
        stay(Filters.eq("_id", id));
        return at(id);
    }

    private Optional<Photo> at(String id) {
        return Optional.ofNullable(photos.find(Filters.eq("_id", id)).first()).map(Photo::new);
    }

    private void stay(Bson which) {
        photos.updateMany(
                Filters.and(which, Filters.exists("unusedSince")),
                Updates.set("unusedSince", now()));
    }

    /** A photo of this case by the name it was given. */
    public Optional<Photo> find(String caseId, String name) {
        return Optional.ofNullable(photos.find(of(caseId, List.of(name))).first())
                .map(Photo::new)
                .filter(photo -> photo.name().equals(name));
    }

    /**
     * Those of the names that no photo of this case has. The others stay until the action that
     * names them is stored.
     */
    public Set<String> missing(String caseId, Collection<String> names) {
        var missing = new HashSet<>(names);
        if (!missing.isEmpty()) {
            var named = of(caseId, names);
            stay(named);
            photos.find(named)
                    .projection(Projections.include("format"))
                    .map(found -> new Photo(found).name())
                    .into(new ArrayList<>())
                    .forEach(missing::remove);
        }
        return missing;
    }

    private static Bson of(String caseId, Collection<String> names) {
        var ids = names.stream().map(NAME::matcher).filter(m -> m.matches()).map(m -> m.group(1));
        return Filters.and(Filters.in("_id", ids.toList()), Filters.eq("caseId", caseId));
    }

    private Date now() {
        return Date.from(clock.instant());
    }

    /** A photo of which nobody knows yet whether anything names it. */
    public record Doubtful(String id, String caseId, String name, Date since) {}

    /** Photos that have been unused for too long, the oldest first. */
    public List<Doubtful> doubtful(int most) {
        var before = Date.from(clock.instant().minus(settings.unusedFor()));
        return photos.find(Filters.lt("unusedSince", before))
                .projection(Projections.include("caseId", "format", "unusedSince"))
                .sort(Sorts.ascending("unusedSince"))
                .limit(most)
                .map(found ->
                        new Doubtful(
                                found.getString("_id"),
                                found.getString("caseId"),
                                new Photo(found).name(),
                                found.getDate("unusedSince")))
                .into(new ArrayList<>());
    }

    /** A fact names it: it stays for good. */
    public void keepForGood(Doubtful photo) {
        photos.updateOne(Filters.eq("_id", photo.id()), Updates.unset("unusedSince"));
    }

    /** Nothing names it: it goes, unless somebody is about to name it now. */
    public boolean remove(Doubtful photo) {
        var removed =
                photos.deleteOne(
                        Filters.and(
                                Filters.eq("_id", photo.id()),
                                Filters.eq("unusedSince", photo.since())));
        if (removed.getDeletedCount() == 0) {
            return false;
        }
        keys.deleteMany(Filters.eq("photo", photo.id()));
        return true;
    }
}
