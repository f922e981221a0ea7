package dev.wangge.cases;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.model.Filters;
import dev.wangge.cases.people.People;
import dev.wangge.platform.seal.SealedField;
import dev.wangge.testing.OnBestEngine;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;

@OnBestEngine
class SealedDataTest extends RunningCaseService {
    @Autowired
    @Qualifier("sealedContacts")
    SealedField contacts;

    @Autowired People people;

    /**
     * Or a start on data of another key would find nothing to try it on. A database without its
     * key's fingerprint is one of a version that kept contacts in documents of their own.
     */
    @Test
    void contactsOfBeforeLieWhereAStartTriesItsKey() {
        var reference = UUID.randomUUID().toString();
        var person = people.sealed(reference, "扎西", "13911111113", "zh");
        mongo.getCollection("people").insertOne(people.stored(person).append("_id", reference));

        var stored = stored();

        assertThat(vault.open(text(stored, contacts.field()), text(stored, contacts.owner())))
                .contains("phone");
        assertThat(people.languageOf(reference)).contains("zh");
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
