package dev.wangge.cases.page;

import com.mongodb.client.gridfs.model.GridFSFile;
import dev.wangge.platform.event.Ids;
import dev.wangge.platform.problem.Problem;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Optional;
import org.bson.Document;
import org.bson.types.ObjectId;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.data.mongodb.gridfs.GridFsOperations;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.multipart.MultipartFile;

/**
 * Photos as evidence of a case; what is no JPEG, PNG or WebP is refused by its bytes, not its name.
 */
@Component
class Photos {
    private final GridFsOperations files;

    Photos(GridFsOperations files) {
        this.files = files;
    }

    /** Keeps a photo and answers how the evidence names it. */
    String keep(String caseId, MultipartFile upload) throws IOException {
        var bytes = upload.getBytes();
        var type = type(bytes);
        var id =
                files.store(
                        new ByteArrayInputStream(bytes),
                        "photo",
                        type,
                        new Document("caseId", caseId).append("sha256", Ids.sha256(bytes)));
        return "photo:" + id.toHexString();
    }

    Optional<GridFSFile> find(String caseId, String photo) {
        if (!ObjectId.isValid(photo)) {
            return Optional.empty();
        }
        return Optional.ofNullable(
                files.findOne(
                        Query.query(
                                Criteria.where("_id")
                                        .is(new ObjectId(photo))
                                        .and("metadata.caseId")
                                        .is(caseId))));
    }

    byte[] bytes(GridFSFile file) throws IOException {
        try (var in = files.getResource(file).getInputStream()) {
            return in.readAllBytes();
        }
    }

    private static String type(byte[] bytes) {
        if (starts(bytes, 0xff, 0xd8, 0xff)) {
            return "image/jpeg";
        }
        if (starts(bytes, 0x89, 'P', 'N', 'G')) {
            return "image/png";
        }
        // RIFF holds sounds and films too; four bytes of length stand between.
        if (starts(bytes, 'R', 'I', 'F', 'F')
                && bytes.length >= 12
                && starts(Arrays.copyOfRange(bytes, 8, 12), 'W', 'E', 'B', 'P')) {
            return "image/webp";
        }
        throw new Problem(
                HttpStatus.UNSUPPORTED_MEDIA_TYPE,
                "unsupported-media-type",
                "A photo is JPEG, PNG or WebP");
    }

    private static boolean starts(byte[] bytes, int... magic) {
        if (bytes.length < magic.length) {
            return false;
        }
        for (int i = 0; i < magic.length; i++) {
            if ((bytes[i] & 0xff) != magic[i]) {
                return false;
            }
        }
        return true;
    }
}
