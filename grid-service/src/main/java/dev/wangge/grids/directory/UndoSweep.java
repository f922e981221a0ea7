package dev.wangge.grids.directory;

import dev.wangge.platform.sweep.EachAlone;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** What abandoned imports wrote is put back; a dead one's too. */
@Component
class UndoSweep {
    private final Imports imports;
    private final Undo undo;
    private final EachAlone each;

    UndoSweep(Directory directory, Clock clock, MeterRegistry metrics) {
        this.imports = directory.imports();
        this.undo = directory.undo();
        this.each = new EachAlone("abandoned imports", clock, metrics);
    }

    @Scheduled(fixedDelayString = "${wangge.grids.undo-every:5s}")
    void sweep() {
        each.forEach(imports.toUndo(), String::valueOf, this::putBack);
    }

    private void putBack(long number) {
        undo.run(number);
        imports.undoneForDead(number);
    }
}
