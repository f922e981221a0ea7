package dev.wangge.cases.intake;

import org.springframework.data.mongodb.core.MongoOperations;

/** Case numbers without a service around them. */
public final class Numbers {
    private Numbers() {}

    public static CaseNumbers of(MongoOperations mongo) {
        return new CaseNumbers(mongo);
    }
}
