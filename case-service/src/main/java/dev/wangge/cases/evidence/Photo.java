package dev.wangge.cases.evidence;

import java.time.Duration;
import org.bson.Document;
import org.bson.types.Binary;
import org.springframework.http.CacheControl;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;

/** A photo as it is kept. */
public final class Photo {
    private final Document kept;

    Photo(Document kept) {
        this.kept = kept;
    }

    /** Unique, and says what it is: {@code <uuid>.jpg}. */
    public String name() {
        return kept.getString("_id") + "." + format().extension();
    }

    private PhotoFormat format() {
        return PhotoFormat.valueOf(kept.getString("format"));
    }

    /** To be looked at: it never changes, and is only for whom it was shown to. */
    public ResponseEntity<byte[]> shown() {
        return ResponseEntity.ok()
                .contentType(MediaType.parseMediaType(format().type()))
                .eTag("\"" + kept.getString("sha256") + "\"")
                .cacheControl(CacheControl.maxAge(Duration.ofDays(1)).cachePrivate())
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        ContentDisposition.inline().filename(name()).build().toString())
                .header("X-Content-Type-Options", "nosniff")
                .header("Content-Security-Policy", "default-src 'none'; sandbox")
                .body(kept.get("bytes", Binary.class).getData());
    }
}
