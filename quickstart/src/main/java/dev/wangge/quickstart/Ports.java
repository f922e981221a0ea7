package dev.wangge.quickstart;

import dev.wangge.local.FreePort;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** Turns wanted ports into ports. */
final class Ports {

    private static final int ABOVE = 1000;
    private static final int LAST = 65_535;

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
                ports.put(part, freeBeside(ports.values()));
            }
        });
        return ports;
    }

    /**
     * Where each service says how it is: a thousand above where it serves, as the services
     * themselves have it; any free one where that is in use, or where any port was wanted.
     */
    static Map<Part, Integer> management(Map<Part, Integer> wanted, Map<Part, Integer> taken) {
        Set<Integer> used = new HashSet<>(taken.values());
        Map<Part, Integer> ports = new EnumMap<>(Part.class);
        wanted.forEach((part, port) -> {
            if (part.isService()) {
                int above = port + ABOVE;
                boolean isGood =
                        port != 0
                                && above <= LAST
                                && !used.contains(above)
                                && FreePort.isFree(above);
                int chosen = isGood ? above : freeBeside(used);
                used.add(chosen);
                ports.put(part, chosen);
            }
        });
        return ports;
    }

    private static int freeBeside(Collection<Integer> taken) {
        int free = FreePort.find();
        while (taken.contains(free)) {
            free = FreePort.find();
        }
        return free;
    }
}
