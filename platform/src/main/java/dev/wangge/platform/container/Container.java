package dev.wangge.platform.container;

import dev.wangge.platform.door.Allowances;
import dev.wangge.platform.door.DoorSettings;
import dev.wangge.platform.door.TrustedProxies;
import dev.wangge.platform.problem.Problems;
import org.apache.catalina.connector.Connector;
import org.apache.catalina.core.StandardHost;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.core.Ordered;

/** The container as all processes of ours run it. */
public final class Container
        implements WebServerFactoryCustomizer<TomcatServletWebServerFactory>, Ordered {
    private static final long ONE_BODY = 8L << 20;

    private final DoorSettings settings;
    private final Allowances allowances;
    private final TrustedProxies proxies;
    private final Problems problems;

    public Container(
            DoorSettings settings,
            Allowances allowances,
            TrustedProxies proxies,
            Problems problems) {
        this.settings = settings;
        this.allowances = allowances;
        this.proxies = proxies;
        this.problems = problems;
    }

    /** After what is set by properties. */
    @Override
    public int getOrder() {
        return Ordered.LOWEST_PRECEDENCE;
    }

    @Override
    public void customize(TomcatServletWebServerFactory factory) {
        factory.setProtocol(TimedProtocol.class.getName());
        factory.addConnectorCustomizers(this::hold);
        var room = (long) (Runtime.getRuntime().maxMemory() * settings.bodyMemory());
        factory.addEngineValves(
                new BodyValve(allowances, new BodyMemory(Math.max(ONE_BODY, room)), problems));
        factory.addContextCustomizers(context -> {
            if (context.getParent() instanceof StandardHost host) {
                host.setErrorReportValveClass(ProblemReports.class.getName());
            }
        });
    }

    private void hold(Connector connector) {
        if (connector.getProtocolHandler() instanceof TimedProtocol protocol) {
            protocol.limit(
                    settings.head(),
                    settings.answer(),
                    new Connections(settings.connectionsPerAddress(), proxies::trusts));
            // Who asks first whether to send a body is told when somebody wants to read it.
            protocol.setContinueResponseTiming("onRead");
            // What is left of a body is read by the valve, which has an eye on the time.
            protocol.setMaxSwallowSize(0);
        }
        // Forms: bodies have their limit already.
        connector.setMaxPostSize(-1);
    }
}
