package dev.wangge.cases.life.confidence;

import dev.wangge.contracts.cases.v1.CaseEvent;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseConfided;

/**
 * What few are to know.
 *
 * @param isConfidential only named people see the case
 * @param isReporterHidden whoever handles it does not get to know who reported it
 */
public record Confidence(boolean isConfidential, boolean isReporterHidden) {
    public static final Confidence NONE = new Confidence(false, false);

    public Confidence apply(CaseEvent event) {
        return event instanceof CaseConfided e
                ? new Confidence(e.confidential(), e.hidesReporter())
                : this;
    }
}
