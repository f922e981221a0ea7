package dev.wangge.quickstart.disk;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * {@code ports.json}: where each process listens and its pid, true at any moment of a run; gone
 * after a run that ended in good order.
 */
public final class PortsFile {

    private static final String NAME = "ports.json";

    private final DataDirectory directory;
    private final JsonMapper json = new JsonMapper();
    private final Map<String, Entry> entries = new LinkedHashMap<>();

    /**
     * One process.
     *
     * @param port where it listens; null for a database that was given
     * @param pid null until it is started, and for a database that was given
     * @param url for people and programs of this machine
     * @param management where a service says how it is, below {@code /actuator}; null for others
     */
    public record Entry(
            @Nullable Integer port,
            @Nullable Long pid,
            @Nullable String url,
            @Nullable String management) {

        public Entry(@Nullable Integer port, @Nullable Long pid, @Nullable String url) {
            this(port, pid, url, null);
        }
    }

    public PortsFile(DataDirectory directory) {
        this.directory = directory;
    }

    /** The processes of a last run that did not end in good order. */
    public List<Long> leftovers() {
        Path file = directory.file(NAME);
        List<Long> pids = new ArrayList<>();
        try {
            if (Files.exists(file)) {
                for (JsonNode entry : json.readTree(Files.readString(file))) {
                    if (entry.path("pid").isNumber()) {
                        pids.add(entry.path("pid").asLong());
                    }
                }
            }
        } catch (IOException | JacksonException unreadable) {
            // Written by hand or by another version: it names nobody to wait for.
        }
        return pids;
    }

    public synchronized void put(String name, Entry entry) {
        entries.put(name, entry);
        directory.write(NAME, json.writerWithDefaultPrettyPrinter().writeValueAsString(entries));
    }

    public synchronized void started(String name, long pid) {
        Entry known = entries.getOrDefault(name, new Entry(null, null, null));
        put(name, new Entry(known.port(), pid, known.url(), known.management()));
    }

    public synchronized void delete() {
        try {
            Files.deleteIfExists(directory.file(NAME));
        } catch (IOException e) {
            // The next run only waits for processes that are gone.
        }
    }
}
