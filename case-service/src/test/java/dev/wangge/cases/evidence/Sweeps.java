package dev.wangge.cases.evidence;

import org.springframework.context.ApplicationContext;

/** What the clock does, done now. */
public final class Sweeps {
    private Sweeps() {}

    public static void photos(ApplicationContext service) {
        service.getBean(PhotoSweep.class).sweep();
    }
}
