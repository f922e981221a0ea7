package dev.wangge.bench;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.Projections;
import dev.wangge.grids.index.GridIndex.Area;
import java.util.ArrayList;
import java.util.List;
import org.bson.Document;
import org.jspecify.annotations.Nullable;

/** The database's own geometry: a 2dsphere index, asked over a connection that stays open. */
final class MongoBaseline {
    private final MongoCollection<Document> grids;

    MongoBaseline(MongoCollection<Document> grids, List<Area> areas) {
        this.grids = grids;
        var ranked = new ArrayList<>(areas);
        ranked.sort(TreeBaseline.PREFERENCE);
        var documents = new ArrayList<Document>();
        for (int rank = 0; rank < ranked.size(); rank++) {
            var area = ranked.get(rank);
            documents.add(
                    new Document("_id", area.code())
                            .append("rank", rank)
                            .append("outline", GeneratedMap.geoJson(area)));
        }
        grids.insertMany(documents);
        grids.createIndex(Indexes.geo2dsphere("outline"));
    }

    @Nullable String gridAt(double lng, double lat) {
        String best = null;
        int bestRank = Integer.MAX_VALUE;
        for (var found :
                grids.find(
                                new Document(
                                        "outline",
                                        new Document(
                                                "$geoIntersects",
                                                new Document(
                                                        "$geometry",
                                                        new Document("type", "Point")
                                                                .append(
                                                                        "coordinates",
                                                                        List.of(lng, lat))))))
                        .projection(Projections.include("rank"))) {
            int rank = found.getInteger("rank");
            if (rank < bestRank) {
                bestRank = rank;
                best = found.getString("_id");
            }
        }
        return best;
    }
}
