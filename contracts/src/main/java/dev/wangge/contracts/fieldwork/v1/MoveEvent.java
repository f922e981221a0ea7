package dev.wangge.contracts.fieldwork.v1;

import dev.wangge.contracts.EventType;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One fact in the life of a seasonal move (转场); key: the move's id. Who did it and when it was
 * recorded are in the envelope; {@code at} is when it happened on the road. Names and phones never
 * ride in a fact: households are counted, members are codes, texts are salted digests.
 */
public sealed interface MoveEvent {

    /**
     * v1: households leave one grid for another. A move that is still only planned may be planned
     * anew: the latest of these holds. {@code plannedFor} is a day of the county.
     */
    @EventType("wangge.move.planned.v1")
    record MovePlanned(
            String fromGrid,
            String toGrid,
            LocalDate plannedFor,
            int households,
            int people,
            Head livestock,
            List<String> escort)
            implements MoveEvent {}

    /** v1: they are on the road; the escort is on duty in both grids from then on. */
    @EventType("wangge.move.departed.v1")
    record MoveDeparted(Instant at, String fromGrid, String toGrid, List<String> escort)
            implements MoveEvent {}

    /**
     * v1: the escort says where they are. {@code checkIn} is the client's own id for it; these come
     * out of order, also after the arrival: {@code at} decides. Counts are given where somebody
     * counted; note is a digest.
     */
    @EventType("wangge.move.checked-in.v1")
    record MoveCheckedIn(
            String checkIn,
            Instant at,
            Position position,
            @Nullable Integer people,
            @Nullable Head livestock,
            @Nullable String note)
            implements MoveEvent {}

    /**
     * v1: they are there, and were counted. Differences are those against the plan; where there are
     * none the move is reconciled by the next fact. Note is a digest.
     */
    @EventType("wangge.move.arrived.v1")
    record MoveArrived(
            Instant at,
            String toGrid,
            @Nullable Integer households,
            int people,
            Head livestock,
            List<Difference> differences,
            @Nullable String note)
            implements MoveEvent {}

    /** v1: the counts that stand; reason is the digest of what explains the differences left. */
    @EventType("wangge.move.reconciled.v1")
    record MoveReconciled(
            @Nullable Integer households,
            int people,
            Head livestock,
            List<Difference> differences,
            @Nullable String reason)
            implements MoveEvent {}

    /** v1: it does not take place, or they turned back. {@code at} is when; reason is a digest. */
    @EventType("wangge.move.cancelled.v1")
    record MoveCancelled(Instant at, String reason) implements MoveEvent {}

    /** So many, or at least so many: “1400余” is never exactly 1,400. */
    record Head(int count, boolean atLeast) {}

    /** What was planned and what was counted: of households, people or livestock. */
    record Difference(String what, Head planned, Head counted) {}

    /**
     * Degrees in EPSG:4490 (CGCS2000, the same as WGS84 at this accuracy), and as they were given
     * in the named system: WGS84, GCJ02 or CGCS2000.
     */
    record Position(double lng, double lat, double givenLng, double givenLat, String crs) {}
}
