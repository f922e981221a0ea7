package dev.wangge.platform.log;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.encoder.Encoder;
import ch.qos.logback.core.encoder.EncoderBase;

/** Lets an appender write what it would write, of entries that may be written. */
final class DiscreetEncoder extends EncoderBase<ILoggingEvent> {
    private final Encoder<ILoggingEvent> encoder;

    DiscreetEncoder(Encoder<ILoggingEvent> encoder) {
        this.encoder = encoder;
        setContext(encoder.getContext());
        start();
    }

    @Override
    public byte[] headerBytes() {
        return encoder.headerBytes();
    }

    @Override
    public byte[] encode(ILoggingEvent entry) {
        return encoder.encode(new DiscreetEvent(entry));
    }

    @Override
    public byte[] footerBytes() {
        return encoder.footerBytes();
    }

    @Override
    public void stop() {
        encoder.stop();
        super.stop();
    }
}
