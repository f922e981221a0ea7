package dev.wangge.cases.evidence;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Projections;
import dev.wangge.platform.event.Ids;
import dev.wangge.platform.store.Inserts;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.bson.types.Binary;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.stereotype.Component;

/**
 * Photos as evidence of a case. A photo is at most some MiB, so it is one document: stored whole or
 * not at all, and under its id once, however often it is sent.
 */
@Component
public class Photos {
    private static final Pattern NAME = Pattern.compile("([0-9a-f-]{36})\\.(jpg|png|webp)");
    private final MongoCollection<Document> photos;

    Photos(MongoOperations mongo) {
        this.photos = mongo.getCollection("photos");
    }

    /**
     * Keeps a photo under this id (a UUID); one that is there already stays as it is.
     *
     * @return what is kept under the id
     * @throws dev.wangge.platform.problem.Problem unsupported-media-type, when its bytes are no
     *     photo's
     */
    public Photo keep(String caseId, String id, byte[] bytes) {
        var photo =
                new Document("_id", id)
                        .append("caseId", caseId)
                        .append("format", PhotoFormat.of(bytes).name())
                        .append("sha256", Ids.sha256(bytes))
                        .append("bytes", new Binary(bytes));
        return Inserts.isFirst(photos, photo) ? new Photo(photo) : under(id).orElseThrow();
    }

    /** The photo that was kept under this id. */
    public Optional<Photo> under(String id) {
        return Optional.ofNullable(photos.find(Filters.eq("_id", id)).first()).map(Photo::new);
    }

    /** A photo of this case by the name it was given. */
    public Optional<Photo> find(String caseId, String name) {
        return Optional.ofNullable(photos.find(of(caseId, List.of(name))).first())
                .map(Photo::new)
                .filter(photo -> photo.name().equals(name));
    }

    /** Those of the names that no photo of this case has. */
    public Set<String> missing(String caseId, Collection<String> names) {
        var missing = new HashSet<>(names);
        if (!missing.isEmpty()) {
            photos.find(of(caseId, names))
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

    /** A photo as it is kept. */
    public static final class Photo {
        private final Document kept;

        private Photo(Document kept) {
            this.kept = kept;
        }

        /** Unique, and says what it is: {@code <uuid>.jpg}. */
        public String name() {
            return kept.getString("_id") + "." + format().extension();
        }

        /** Its media type. */
        public String type() {
            return format().type();
        }

        private PhotoFormat format() {
            return PhotoFormat.valueOf(kept.getString("format"));
        }

        public String sha256() {
            return kept.getString("sha256");
        }

        public byte[] bytes() {
            return kept.get("bytes", Binary.class).getData();
        }
    }
}
