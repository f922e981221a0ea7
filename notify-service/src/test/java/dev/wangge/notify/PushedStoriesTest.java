package dev.wangge.notify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.wangge.testing.OnBestEngine;
import org.bson.Document;
import org.junit.jupiter.api.Test;

@OnBestEngine
class PushedStoriesTest extends PushedStories {
    /** The database refuses it for good, as it may a document that is too large. */
    @Test
    void whatCannotEvenBeKeptIsPushedAgain() {
        var unlucky = toldOfWhatNobodyCanRead("WG2026-0000091");
        var other = toldOfWhatNobodyCanRead("WG2026-0000092");
        repaired(other);
        var batch = "[" + sms(unlucky, "桥塌了", 91) + "," + sms(other, "路断了", 92) + "]";
        var known = letters().size();
        keepsNothing(true);
        try {
            assertThat(post("", REPLIES, batch).statusCode()).isEqualTo(503);
        } finally {
            keepsNothing(false);
        }
        await().until(() -> said(other), all -> all.size() == 1);
        assertThat(letters()).hasSize(known);

        assertThat(post("", REPLIES, batch).statusCode()).isEqualTo(200);

        assertThat(letters()).hasSize(known + 1);
    }

    private void keepsNothing(boolean so) {
        var rule = so ? new Document("neverThere", new Document("$exists", true)) : new Document();
        mongo.executeCommand(new Document("collMod", "deadLetters").append("validator", rule));
    }
}
