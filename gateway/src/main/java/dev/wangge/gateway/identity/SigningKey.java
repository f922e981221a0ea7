package dev.wangge.gateway.identity;

import com.mongodb.client.model.Filters;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import dev.wangge.platform.seal.Vault;
import dev.wangge.platform.store.Inserts;
import java.text.ParseException;
import java.util.Objects;
import org.bson.Document;
import org.springframework.data.mongodb.core.MongoOperations;

/** The key that signs tokens: made once, shared by all instances, sealed in the database. */
final class SigningKey {
    private static final String ID = "signing-key-1";

    private SigningKey() {}

    /** The one key there is; of two instances that start at once, the first to write decides. */
    static RSAKey loadOrMake(MongoOperations mongo, Vault vault) {
        var keys = mongo.getCollection("keys");
        if (keys.find(Filters.eq("_id", ID)).first() == null) {
            try {
                var made = new RSAKeyGenerator(2048).keyIDFromThumbprint(true).generate();
                var _ =
                        Inserts.insertIfAbsent(
                                keys,
                                new Document("_id", ID)
                                        .append("sealed", vault.seal(made.toJSONString(), ID)));
            } catch (JOSEException e) {
                throw new IllegalStateException(e);
            }
        }
        var stored = Objects.requireNonNull(keys.find(Filters.eq("_id", ID)).first());
        try {
            return RSAKey.parse(vault.open(stored.getString("sealed"), ID));
        } catch (ParseException e) {
            throw new IllegalStateException(e);
        } catch (Vault.BrokenSeal e) {
            throw new IllegalStateException(
                    "The signing key in collection keys was sealed with another WANGGE_MASTER_KEY:"
                            + " start with that one, or delete the key to have a new one made",
                    e);
        }
    }
}
