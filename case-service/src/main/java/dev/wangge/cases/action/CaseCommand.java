package dev.wangge.cases.action;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an action is told: a record of the fields it takes, each with its limit ({@code @Schema}).
 * Those that the record does not have are empty.
 */
public interface CaseCommand {
    /** Code points of a text. */
    int TEXT = 20_000;

    /** Of a member or unit. */
    int CODE = 100;

    /** Items of a list. */
    int ITEMS = 20;

    /** A member code in whose name the client acts. */
    @Nullable String by();

    /** A unit that gets work. */
    default @Nullable String unit() {
        return null;
    }

    /** A member who gets work. */
    default @Nullable String member() {
        return null;
    }

    /** Somebody without account who gets work. */
    default @Nullable Outsider outsider() {
        return null;
    }

    /** A county that takes part. */
    default @Nullable String county() {
        return null;
    }

    /** Whether the county that it names lies beyond the caller's divisions. */
    default boolean reachesOut() {
        return false;
    }

    /** What is added to the report: photos of the case, or references. */
    default List<String> attachments() {
        return List.of();
    }

    /** Photos of the case, or references. */
    default List<String> evidence() {
        return List.of();
    }
}
