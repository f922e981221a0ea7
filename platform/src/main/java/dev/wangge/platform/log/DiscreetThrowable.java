package dev.wangge.platform.log;

import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.StackTraceElementProxy;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A failure as it is, but for what its message quotes: where it came from is never secret. */
record DiscreetThrowable(IThrowableProxy whole) implements IThrowableProxy {
    /** What these quote are names of ours: of classes, beans and settings. */
    private static final List<String> OF_THE_PROGRAM =
            List.of(
                    "dev.wangge.",
                    "org.springframework.beans.",
                    "org.springframework.boot.",
                    "org.springframework.context.",
                    "org.springframework.core.",
                    "org.springframework.util.",
                    "java.lang.NullPointerException",
                    "java.lang.ClassCastException",
                    "java.lang.NoSuch",
                    "java.lang.NoClassDef");

    static @Nullable IThrowableProxy of(@Nullable IThrowableProxy whole) {
        return whole == null ? null : new DiscreetThrowable(whole);
    }

    @Override
    public @Nullable String getMessage() {
        return discreet(whole.getMessage());
    }

    @Override
    public @Nullable String getOverridingMessage() {
        return discreet(whole.getOverridingMessage());
    }

    private @Nullable String discreet(@Nullable String message) {
        if (message == null) {
            return null;
        }
        return OF_THE_PROGRAM.stream().anyMatch(whole.getClassName()::startsWith)
                ? Redaction.of(message)
                : Redaction.ofQuoting(message);
    }

    @Override
    public String getClassName() {
        return whole.getClassName();
    }

    @Override
    public StackTraceElementProxy[] getStackTraceElementProxyArray() {
        return whole.getStackTraceElementProxyArray();
    }

    @Override
    public int getCommonFrames() {
        return whole.getCommonFrames();
    }

    @Override
    public @Nullable IThrowableProxy getCause() {
        return of(whole.getCause());
    }

    @Override
    public IThrowableProxy[] getSuppressed() {
        return Arrays.stream(whole.getSuppressed())
                .map(DiscreetThrowable::new)
                .toArray(IThrowableProxy[]::new);
    }

    @Override
    public boolean isCyclic() {
        return whole.isCyclic();
    }
}
