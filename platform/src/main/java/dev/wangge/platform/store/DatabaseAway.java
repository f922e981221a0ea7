package dev.wangge.platform.store;

import com.mongodb.MongoBulkWriteException;
import com.mongodb.MongoConnectionPoolClearedException;
import com.mongodb.MongoCursorNotFoundException;
import com.mongodb.MongoException;
import com.mongodb.MongoInterruptedException;
import com.mongodb.MongoNodeIsRecoveringException;
import com.mongodb.MongoNotPrimaryException;
import com.mongodb.MongoSecurityException;
import com.mongodb.MongoServerUnavailableException;
import com.mongodb.MongoSocketException;
import com.mongodb.MongoStalePrimaryException;
import com.mongodb.MongoTimeoutException;
import com.mongodb.MongoWriteConcernException;
import com.mongodb.WriteError;
import java.util.Set;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.RecoverableDataAccessException;
import org.springframework.dao.TransientDataAccessException;

/**
 * The one answer to whether the database is away: would it fail whatever were asked, and later no
 * more? Then callers come back and consumers wait. All else is about what was asked, such as a
 * document that is too large: the database refuses it today and tomorrow.
 */
public final class DatabaseAway {
    private static final int DEEPEST = 20;

    private static final Set<String> LABELS =
            Set.of(
                    "RetryableWriteError",
                    "RetryableError",
                    "SystemOverloadedError",
                    "TransientTransactionError");

    private static final Set<Integer> CODES =
            Set.of(
                    // It, or what it is part of, starts, stops, elects, or cannot be reached:
                    // HostUnreachable, HostNotFound, NetworkTimeout, ShutdownInProgress,
                    // FailedToSatisfyReadPreference, ReadConcernMajorityNotAvailableYet,
                    // PrimarySteppedDown, SocketException, NotWritablePrimary,
                    // NotPrimaryNoSecondaryOk, NotPrimaryOrSecondary, Interrupted,
                    // InterruptedAtShutdown, InterruptedDueToReplStateChange.
                    6,
                    7,
                    89,
                    91,
                    133,
                    134,
                    189,
                    9001,
                    10107,
                    13435,
                    13436,
                    11601,
                    11600,
                    11602,
                    // What was open got lost: CursorNotFound, QueryPlanKilled, CursorKilled.
                    43,
                    175,
                    237,
                    // A majority did not confirm: WriteConcernFailed, UnknownReplWriteConcern,
                    // UnsatisfiableWriteConcern.
                    64,
                    79,
                    100,
                    // It has no room or no time now: LockTimeout, MaxTimeMSExpired, WriteConflict,
                    // ExceededTimeLimit, TemporarilyUnavailable, rate limits, OutOfDiskSpace.
                    24,
                    50,
                    112,
                    262,
                    365,
                    462,
                    14031,
                    // A sharded cluster rearranges itself: StaleShardVersion, StaleEpoch,
                    // StaleConfig.
                    63,
                    150,
                    13388,
                    // It does not let this service in, whatever is asked: Unauthorized,
                    // AuthenticationFailed.
                    13,
                    18);

    private DatabaseAway() {}

    /** Whether a failure, or what caused it, says that the database is away for now. */
    public static boolean causes(Throwable failure) {
        boolean driverSpoke = false;
        boolean springSaysSo = false;
        int depth = 0;
        for (Throwable it = failure; it != null && depth < DEEPEST; it = it.getCause(), depth++) {
            if (it instanceof MongoException said) {
                if (isAway(said)) {
                    return true;
                }
                driverSpoke = true;
            }
            springSaysSo |=
                    it instanceof DataAccessResourceFailureException
                            || it instanceof TransientDataAccessException
                            || it instanceof RecoverableDataAccessException;
        }
        return springSaysSo && !driverSpoke; // The driver knows it better.
    }

    private static boolean isAway(MongoException failure) {
        return switch (failure) {
            case MongoTimeoutException _,
                    MongoSocketException _,
                    MongoConnectionPoolClearedException _,
                    MongoServerUnavailableException _,
                    MongoNotPrimaryException _,
                    MongoNodeIsRecoveringException _,
                    MongoStalePrimaryException _,
                    MongoCursorNotFoundException _,
                    MongoInterruptedException _,
                    MongoSecurityException _,
                    MongoWriteConcernException _ ->
                    true;
            case MongoBulkWriteException some -> isAway(some);
            default ->
                    isAwayBy(failure.getCode()) || LABELS.stream().anyMatch(failure::hasErrorLabel);
        };
    }

    /** What one of the writes was refused for outweighs that the rest was not confirmed. */
    private static boolean isAway(MongoBulkWriteException some) {
        var refused = some.getWriteErrors();
        return refused.isEmpty()
                || refused.stream().map(WriteError::getCode).allMatch(DatabaseAway::isAwayBy);
    }

    private static boolean isAwayBy(int code) {
        return CODES.contains(code);
    }
}
