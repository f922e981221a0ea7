package dev.wangge.platform.log;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.OutputStreamAppender;
import ch.qos.logback.core.spi.AppenderAttachable;
import dev.wangge.platform.secret.SecretSettings;
import java.util.Iterator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationEnvironmentPreparedEvent;
import org.springframework.boot.context.logging.LoggingApplicationListener;
import org.springframework.context.ApplicationListener;
import org.springframework.core.Ordered;
import org.springframework.core.env.ConfigurableEnvironment;

/**
 * Makes every appender of a service discreet as soon as Boot has set logging up: to console or
 * file, as lines or as JSON, however an operator configures it.
 */
public final class DiscreetLogs
        implements ApplicationListener<ApplicationEnvironmentPreparedEvent>, Ordered {
    private static final Logger log = LoggerFactory.getLogger(DiscreetLogs.class);

    @Override
    public int getOrder() {
        return LoggingApplicationListener.DEFAULT_ORDER + 1;
    }

    @Override
    public void onApplicationEvent(ApplicationEnvironmentPreparedEvent prepared) {
        hideSecretsOf(prepared.getEnvironment());
        if (LoggerFactory.getILoggerFactory() instanceof LoggerContext logback) {
            logback.getLoggerList().forEach(logger -> wrap(logger.iteratorForAppenders()));
        }
        // Else the JVM itself prints it, messages and all.
        Thread.setDefaultUncaughtExceptionHandler(
                (thread, failure) -> log.error("Thread {} ended", thread.getName(), failure));
    }

    /** From now on no line holds the value of a setting that is secret. */
    public static void hideSecretsOf(ConfigurableEnvironment environment) {
        Redaction.hide(SecretSettings.of(environment).values());
    }

    private static void wrap(Iterator<Appender<ILoggingEvent>> appenders) {
        appenders.forEachRemaining(appender -> {
            if (appender instanceof OutputStreamAppender<ILoggingEvent> writer
                    && !(writer.getEncoder() instanceof DiscreetEncoder)) {
                writer.setEncoder(new DiscreetEncoder(writer.getEncoder()));
            }
            if (appender instanceof AppenderAttachable<?> attached) {
                @SuppressWarnings("unchecked")
                var behind = (AppenderAttachable<ILoggingEvent>) attached;
                wrap(behind.iteratorForAppenders());
            }
        });
    }
}
