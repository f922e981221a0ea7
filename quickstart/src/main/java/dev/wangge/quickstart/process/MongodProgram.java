package dev.wangge.quickstart.process;

import dev.wangge.local.LocalMongod;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;

/** The machine's own mongod; when it has started it is ready. */
public record MongodProgram(Path executable, Path dataDir, Path log, int port) implements Program {

    @Override
    public Running start() {
        return new Child(LocalMongod.start(executable, dataDir, log, port));
    }

    private record Child(LocalMongod mongod) implements Running {

        @Override
        public long pid() {
            return mongod.pid();
        }

        @Override
        public CompletableFuture<Integer> onExit() {
            return mongod.onExit().thenApply(LocalMongod::exitCode);
        }

        @Override
        public void stop() {
            mongod.close();
        }
    }
}
