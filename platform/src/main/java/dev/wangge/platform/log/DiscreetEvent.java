package dev.wangge.platform.log;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.LoggerContextVO;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Marker;
import org.slf4j.event.KeyValuePair;

/** An entry of a log as it may be written. */
record DiscreetEvent(ILoggingEvent whole) implements ILoggingEvent {
    @Override
    public String getMessage() {
        return getFormattedMessage();
    }

    @Override
    public Object @Nullable [] getArgumentArray() {
        return null; // They are in the message.
    }

    @Override
    public String getFormattedMessage() {
        var message = whole.getFormattedMessage();
        return message == null ? "" : Redaction.of(message);
    }

    @Override
    public @Nullable IThrowableProxy getThrowableProxy() {
        return DiscreetThrowable.of(whole.getThrowableProxy());
    }

    @Override
    public @Nullable List<KeyValuePair> getKeyValuePairs() {
        var pairs = whole.getKeyValuePairs();
        return pairs == null
                ? null
                : pairs.stream()
                        .map(it -> new KeyValuePair(it.key, Redaction.of(String.valueOf(it.value))))
                        .toList();
    }

    @Override
    public String getThreadName() {
        return whole.getThreadName();
    }

    @Override
    public Level getLevel() {
        return whole.getLevel();
    }

    @Override
    public String getLoggerName() {
        return whole.getLoggerName();
    }

    @Override
    public LoggerContextVO getLoggerContextVO() {
        return whole.getLoggerContextVO();
    }

    @Override
    public StackTraceElement[] getCallerData() {
        return whole.getCallerData();
    }

    @Override
    public boolean hasCallerData() {
        return whole.hasCallerData();
    }

    @Override
    public @Nullable List<Marker> getMarkerList() {
        return whole.getMarkerList();
    }

    @Override
    public Map<String, String> getMDCPropertyMap() {
        return whole.getMDCPropertyMap();
    }

    @Override
    @SuppressWarnings("deprecation")
    public Map<String, String> getMdc() {
        return whole.getMdc();
    }

    @Override
    public long getTimeStamp() {
        return whole.getTimeStamp();
    }

    @Override
    public int getNanoseconds() {
        return whole.getNanoseconds();
    }

    @Override
    public long getSequenceNumber() {
        return whole.getSequenceNumber();
    }

    @Override
    public void prepareForDeferredProcessing() {
        whole.prepareForDeferredProcessing();
    }
}
