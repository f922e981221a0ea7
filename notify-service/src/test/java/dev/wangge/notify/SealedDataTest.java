package dev.wangge.notify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.mongodb.client.model.Filters;
import dev.wangge.platform.seal.SealedField;
import dev.wangge.testing.OnBestEngine;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.data.mongodb.core.MongoOperations;

@OnBestEngine
class SealedDataTest extends RunningNotifyService {
    @Autowired MongoOperations mongo;

    @Autowired
    @Qualifier("sealedContacts")
    SealedField sealedContacts;

    /** Or a start on data of another key would find nothing to try it on. */
    @Test
    void contactsLieWhereAStartTriesItsKey() {
        var _ = member("zh");
        var stored = await().ignoreExceptions().until(this::stored, it -> !it.isEmpty());

        assertThat(
                        vault.open(
                                text(stored, sealedContacts.field()),
                                text(stored, sealedContacts.owner())))
                .contains("phone");
    }

    private Document stored() {
        return Objects.requireNonNull(
                mongo.getCollection(sealedContacts.collection())
                        .find(Filters.gt(sealedContacts.field(), ""))
                        .first());
    }

    private static String text(Document in, String field) {
        return in.getEmbedded(List.copyOf(Arrays.asList(field.split("\\.", -1))), String.class);
    }
}
