package dev.wangge.grids.people;

import dev.wangge.grids.people.RosterFile.Line;

/**
 * A line of a file that was accepted and should be looked at.
 *
 * @param kind LANDLINE_WITHOUT_ZERO
 * @param line counts from 1, the header included
 * @param column as the header has it
 */
public record LineWarning(String kind, long line, String column, String message) {

    /** Looks at the phone of a line. */
    public static void aboutPhone(Line line, RosterFile file) {
        if (Landline.lostItsZero(line.get("phone"))) {
            file.warn(
                    new LineWarning(
                            "LANDLINE_WITHOUT_ZERO",
                            line.line(),
                            "phone",
                            "This looks like a landline that lost its leading 0 in a spreadsheet:"
                                    + " make the column text and write 0895-4542321"));
        }
    }
}
