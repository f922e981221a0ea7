package dev.wangge.bench;

import java.util.List;

/**
 * What was asked and what was measured.
 *
 * @param name by which it is asked for, and found again on the page
 * @param table Markdown, header first
 * @param notes how it was measured, a sentence each
 */
record Figure(
        String name,
        String title,
        String asked,
        String measured,
        boolean met,
        List<String> table,
        List<String> notes) {

    String verdict() {
        return met ? "met" : "missed";
    }
}
