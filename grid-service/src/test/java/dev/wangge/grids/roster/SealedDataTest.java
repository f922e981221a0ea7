package dev.wangge.grids.roster;

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

@OnBestEngine
class SealedDataTest extends RunningRosters {
    @Autowired
    @Qualifier("sealedContacts")
    SealedField contacts;

    /** Or a start on data of another key would find nothing to try it on. */
    @Test
    void contactsLieWhereAStartTriesItsKey() {
        var _ = servedGrid("SEALED", "540328101201");
        var stored = await().ignoreExceptions().until(this::stored, it -> !it.isEmpty());

        assertThat(vault.open(text(stored, contacts.field()), text(stored, contacts.owner())))
                .contains("phone");
    }

    private Document stored() {
        return Objects.requireNonNull(
                mongo.getCollection(contacts.collection())
                        .find(Filters.gt(contacts.field(), ""))
                        .first());
    }

    private static String text(Document in, String field) {
        return in.getEmbedded(List.copyOf(Arrays.asList(field.split("\\.", -1))), String.class);
    }
}
