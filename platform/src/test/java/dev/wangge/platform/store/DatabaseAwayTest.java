package dev.wangge.platform.store;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.MongoBulkWriteException;
import com.mongodb.MongoCommandException;
import com.mongodb.MongoConnectionPoolClearedException;
import com.mongodb.MongoCredential;
import com.mongodb.MongoCursorNotFoundException;
import com.mongodb.MongoException;
import com.mongodb.MongoInterruptedException;
import com.mongodb.MongoNodeIsRecoveringException;
import com.mongodb.MongoNotPrimaryException;
import com.mongodb.MongoSecurityException;
import com.mongodb.MongoServerUnavailableException;
import com.mongodb.MongoSocketReadException;
import com.mongodb.MongoTimeoutException;
import com.mongodb.MongoWriteConcernException;
import com.mongodb.MongoWriteException;
import com.mongodb.ServerAddress;
import com.mongodb.WriteError;
import com.mongodb.bulk.BulkWriteError;
import com.mongodb.bulk.BulkWriteResult;
import com.mongodb.bulk.WriteConcernError;
import com.mongodb.connection.ClusterId;
import com.mongodb.connection.ServerId;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.BsonMaximumSizeExceededException;
import org.bson.BsonString;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.dao.QueryTimeoutException;

class DatabaseAwayTest {
    private static final ServerAddress THERE = new ServerAddress("db.county");

    static Stream<Throwable> away() {
        var labelled = new MongoException("primary stepped down");
        labelled.addLabel("RetryableWriteError");
        return Stream.of(
                new MongoTimeoutException("No server was found"),
                new MongoSocketReadException("Prematurely reached end", THERE),
                new MongoConnectionPoolClearedException(
                        new ServerId(new ClusterId(), THERE), new IOException("reset")),
                new MongoServerUnavailableException("The server is gone"),
                new MongoNotPrimaryException(answer(10107), THERE),
                new MongoNodeIsRecoveringException(answer(11602), THERE),
                new MongoCursorNotFoundException(7, answer(43), THERE),
                new MongoInterruptedException("Stopped", new InterruptedException()),
                new MongoSecurityException(
                        MongoCredential.createCredential("cases", "admin", new char[0]),
                        "Exception authenticating"),
                new MongoWriteConcernException(notConfirmed(), null, THERE, Set.of()),
                bulk(List.of(), notConfirmed()),
                labelled,
                command(14031),
                command(11600),
                refused(189),
                new IllegalStateException("wrapped", new RuntimeException(command(91))),
                new DataAccessResourceFailureException(
                        "translated", new MongoTimeoutException("pool")),
                new QueryTimeoutException("by Spring alone"));
    }

    static Stream<Throwable> forGood() {
        return Stream.concat(
                IntStream.of(10334, 17419, 17420, 11000, 121, 2, 28, 52)
                        .boxed()
                        .flatMap(code -> Stream.of(command(code), refused(code))),
                Stream.of(
                        bulk(
                                List.of(new BulkWriteError(17419, "too large", answer(0), 3)),
                                notConfirmed()),
                        new BsonMaximumSizeExceededException("Payload document size is larger"),
                        new DuplicateKeyException("translated", refused(11000)),
                        new DataAccessResourceFailureException("translated", command(10334)),
                        new DataIntegrityViolationException("by Spring alone"),
                        new MongoException("of a kind nobody has seen"),
                        new IllegalArgumentException("a mistake of ours")));
    }

    @ParameterizedTest
    @MethodSource("away")
    void whatWouldFailWhateverWereAskedPasses(Throwable failure) {
        assertThat(DatabaseAway.causes(failure)).isTrue();
    }

    @ParameterizedTest
    @MethodSource("forGood")
    void whatIsRefusedForItsOwnSakeIsRefusedForGood(Throwable failure) {
        assertThat(DatabaseAway.causes(failure)).isFalse();
    }

    private static MongoCommandException command(int code) {
        return new MongoCommandException(answer(code), THERE);
    }

    private static MongoWriteException refused(int code) {
        return new MongoWriteException(
                new WriteError(code, "refused", new BsonDocument()), THERE, Set.of());
    }

    private static MongoBulkWriteException bulk(
            List<BulkWriteError> refused, WriteConcernError unconfirmed) {
        return new MongoBulkWriteException(
                BulkWriteResult.unacknowledged(), refused, unconfirmed, THERE, Set.of());
    }

    private static WriteConcernError notConfirmed() {
        return new WriteConcernError(64, "WriteConcernFailed", "waiting", new BsonDocument());
    }

    private static BsonDocument answer(int code) {
        return new BsonDocument("ok", new BsonInt32(0))
                .append("code", new BsonInt32(code))
                .append("errmsg", new BsonString("code " + code));
    }
}
