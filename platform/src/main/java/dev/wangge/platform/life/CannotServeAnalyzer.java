package dev.wangge.platform.life;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Prints why a service does not start, instead of the way on which it found out. */
final class CannotServeAnalyzer extends AbstractFailureAnalyzer<CannotServe> {
    @Override
    protected FailureAnalysis analyze(Throwable root, CannotServe cause) {
        return new FailureAnalysis(cause.getMessage(), cause.remedy(), cause);
    }
}
