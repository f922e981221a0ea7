package dev.wangge.quickstart;

import dev.wangge.local.FreePort;
import java.util.EnumMap;
import java.util.Map;

/** Turns wanted ports into ports. */
final class Ports {

    private Ports() {}

    /**
     * A port for each part: the wanted one, or a free one where 0 is wanted.
     *
     * @throws CannotStart when a wanted one is in use
     */
    static Map<Part, Integer> take(Map<Part, Integer> wanted) {
        Map<Part, Integer> ports = new EnumMap<>(Part.class);
        wanted.forEach((part, port) -> {
            if (port != 0) {
                if (!FreePort.isFree(port)) {
                    throw new CannotStart(
                            CannotStart.SETTINGS,
                            "Port %d for %s is in use: set %s to another one, or to 0 for"
                                            .formatted(port, part.label, part.variable)
                                    + " any free one.");
                }
                ports.put(part, port);
            }
        });
        wanted.forEach((part, port) -> {
            if (port == 0) {
                int free = FreePort.find();
                while (ports.containsValue(free)) {
                    free = FreePort.find();
                }
                ports.put(part, free);
            }
        });
        return ports;
    }
}
