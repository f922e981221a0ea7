package dev.wangge.cases.directory;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Projections;
import dev.wangge.contracts.grids.v1.DirectoryKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.bson.Document;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.stereotype.Component;

/** All divisions and grids this service was told of, by name. */
@Component
public class NamedPlaces {
    private final MongoCollection<Document> entries;

    NamedPlaces(MongoOperations mongo) {
        this.entries = mongo.getCollection("directory");
    }

    /**
     * A place.
     *
     * @param code of a grid, or of a division without the zeros at its end
     * @param names in Chinese, Tibetan and Latin script, as far as it has them
     */
    public record NamedPlace(String code, List<String> names) {}

    /** At most so many, whichever. */
    public List<NamedPlace> all(int most) {
        var places = new ArrayList<NamedPlace>();
        for (var kind : List.of(DirectoryKey.division(""), DirectoryKey.grid(""))) {
            entries.find(
                            Filters.and(
                                    Filters.gte("_id", kind),
                                    // A colon sorts after the digits.
                                    Filters.lt("_id", kind + ":")))
                    .projection(
                            Projections.include(
                                    "state.code", "state.name", "state.nameBo", "state.nameEn"))
                    .limit(most - places.size() + 1)
                    .forEach(found -> places.add(place(found.get("state", Document.class))));
        }
        return places.size() > most ? places.subList(0, most) : places;
    }

    private static NamedPlace place(Document state) {
        return new NamedPlace(
                state.getString("code"),
                Stream.of("name", "nameBo", "nameEn")
                        .map(state::getString)
                        .filter(Objects::nonNull)
                        .toList());
    }
}
