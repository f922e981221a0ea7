package dev.wangge.cases.calendar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wangge.cases.rulebook.CalendarRules.Year;
import dev.wangge.platform.problem.Problem;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CalendarFileTest {
    private static final Year SPRING_2027 =
            new Year(2027, List.of("2027-02-08", "2027-02-09"), List.of("2027-02-07"));

    @Test
    void aTableOfDays() {
        assertThat(
                        CalendarFile.ofCsv(
                                """
                                date,type,name
                                2027-02-09,休,春节
                                2027-02-08,off,春节
                                2027-02-07,班,调休
                                2028-01-01,放假,元旦
                                """))
                .containsExactly(SPRING_2027, new Year(2028, List.of("2028-01-01"), List.of()));
    }

    @Test
    void aCalendarToBeSubscribedTo() {
        assertThat(
                        CalendarFile.ofIcs(
                                """
                                BEGIN:VCALENDAR
                                VERSION:2.0
                                PRODID:-//x//y
                                BEGIN:VEVENT
                                UID:1
                                DTSTART;VALUE=DATE:20270208
                                DTEND;VALUE=DATE:20270210
                                SUMMARY:春节 休
                                END:VEVENT
                                BEGIN:VEVENT
                                UID:2
                                DTSTART;VALUE=DATE:20270207
                                SUMMARY:春节 补班
                                END:VEVENT
                                END:VCALENDAR
                                """
                                        .replace("\n", "\r\n")))
                .containsExactly(SPRING_2027);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "2027-13-01,off | date is a day",
                "2027-02-08,maybe | off or work",
                ",off | date is a day",
            })
    void aWrongLineIsRefused(String line, String why) {
        assertThatThrownBy(() -> CalendarFile.ofCsv("date,type\n" + line + "\n"))
                .isInstanceOf(Problem.class)
                .hasMessageContaining(why);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "date,type\n", "\"", "name\nx\n"})
    void whatHasNoDayIsRefused(String file) {
        assertThatThrownBy(() -> CalendarFile.ofCsv(file)).isInstanceOf(Problem.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n",
                "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nSUMMARY:x\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n",
                "BEGIN:VCARD\r\nEND:VCARD\r\n",
                ""
            })
    void whatIsNoCalendarIsRefused(String file) {
        assertThatThrownBy(() -> CalendarFile.ofIcs(file)).isInstanceOf(Problem.class);
    }
}
