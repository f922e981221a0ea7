package dev.wangge.notify.alert;

import dev.wangge.notify.channel.Message;
import dev.wangge.platform.event.Ids;
import java.nio.charset.StandardCharsets;

/** A message in its recipient's language. */
public record LocalizedMessage(String language, Message message) {

    /** Differs when one word does. */
    public String digest() {
        return Ids.sha256(message.toString().getBytes(StandardCharsets.UTF_8)).substring(0, 16);
    }
}
