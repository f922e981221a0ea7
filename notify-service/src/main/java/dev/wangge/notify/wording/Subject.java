package dev.wangge.notify.wording;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What an alert is about: the case as its wording needs it. No names, no free text.
 *
 * @param number such as WG2026-0000123
 * @param kind of the case, as in its facts
 * @param place a grid's or a division's name
 * @param due by when it is to be handled; null where nothing is due
 */
public record Subject(String number, String kind, String place, @Nullable Instant due) {}
