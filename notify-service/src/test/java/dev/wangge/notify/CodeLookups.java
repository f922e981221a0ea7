package dev.wangge.notify;

import com.mongodb.MongoClientSettings;
import com.mongodb.event.CommandListener;
import com.mongodb.event.CommandStartedEvent;
import java.util.concurrent.atomic.AtomicInteger;
import org.bson.BsonDocument;
import org.springframework.boot.mongodb.autoconfigure.MongoClientSettingsBuilderCustomizer;

/** How often the database was asked for the alert behind a short link. */
final class CodeLookups implements MongoClientSettingsBuilderCustomizer, CommandListener {
    private final AtomicInteger number = new AtomicInteger();

    @Override
    public void customize(MongoClientSettings.Builder settings) {
        settings.addCommandListener(this);
    }

    @Override
    public void commandStarted(CommandStartedEvent event) {
        if (event.getCommandName().equals("find")
                && event.getCommand()
                        .getDocument("filter", new BsonDocument())
                        .containsKey("code")) {
            number.incrementAndGet();
        }
    }

    int number() {
        return number.get();
    }
}
