package dev.wangge.simulator;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.ContextConfiguration;

/** Runs the simulator on a free port, with a clock that can be moved and quick receipts. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {
            "wangge.simulator.receipts.delay=100ms",
            "wangge.simulator.receipts.retries=50ms,50ms",
            "wangge.simulator.wecom.unknown-users=ghost-.*"
        })
@Import(SimulatorUser.Beans.class)
@ContextConfiguration(initializers = SimulatorUser.Receipts.class)
public @interface SimulatorTest {}
