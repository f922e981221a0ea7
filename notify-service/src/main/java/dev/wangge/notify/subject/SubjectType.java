package dev.wangge.notify.subject;

import java.util.function.BiFunction;
import org.bson.Document;

/** What alerts may be about; in what is stored each keeps its id in its own field. */
public enum SubjectType {
    CASE("caseId", CaseSubject::from),
    ZERO_REPORT("zeroReportId", ZeroReportSubject::from);

    private final String field;

    @SuppressWarnings("ImmutableEnumChecker")
    private final BiFunction<String, Document, AlertSubject> reader;

    SubjectType(String field, BiFunction<String, Document, AlertSubject> reader) {
        this.field = field;
        this.reader = reader;
    }

    /** The field of an alert's document in which the subject's id lies. */
    public String field() {
        return field;
    }

    /**
     * What a stored alert is about.
     *
     * @throws IllegalStateException when it is about nothing that is known here
     */
    static AlertSubject read(Document alert, Document cause) {
        for (var type : values()) {
            var id = alert.getString(type.field);
            if (id != null) {
                return type.reader.apply(id, cause);
            }
        }
        throw new IllegalStateException("About nothing that is known here");
    }
}
