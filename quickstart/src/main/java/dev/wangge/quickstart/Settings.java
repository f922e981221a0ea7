package dev.wangge.quickstart;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What the environment asks for.
 *
 * @param dataDir WANGGE_DATA: where everything is kept, absolute
 * @param ports the wanted port of each part; 0 is any free one
 * @param database WANGGE_DATABASE
 * @param mongodbUri MONGODB_URI: a database that runs already
 * @param sampleCases WANGGE_SAMPLE_CASES: whether the sample county has cases
 * @param restartDelay WANGGE_RESTART_DELAY: how long a dead child stays down the first time
 * @param replay WANGGE_REPLAY: messages to feed through the gateway
 * @param exitAfterReplay WANGGE_REPLAY_EXIT
 * @param trainingRun WANGGE_TRAINING_RUN: the JVMs record their {@link AotCaches}
 */
record Settings(
        Path dataDir,
        Map<Part, Integer> ports,
        DatabaseChoice database,
        Optional<String> mongodbUri,
        boolean sampleCases,
        Duration restartDelay,
        Optional<Path> replay,
        boolean exitAfterReplay,
        boolean trainingRun) {

    enum DatabaseChoice {
        /** MONGODB_URI if given, else mongod if the PATH has one, else the embedded engine. */
        AUTO,
        MONGOD,
        EMBEDDED
    }

    static Settings of(Map<String, String> environment) {
        DatabaseChoice database = database(environment);
        Optional<String> uri = given(environment, "MONGODB_URI");
        uri.ifPresent(given -> {
            if (!given.startsWith("mongodb://") && !given.startsWith("mongodb+srv://")) {
                throw bad("MONGODB_URI", "must start with mongodb:// or mongodb+srv://");
            }
            if (database != DatabaseChoice.AUTO) {
                throw bad("WANGGE_DATABASE", "and MONGODB_URI are both set: unset one of them");
            }
        });
        return new Settings(
                path(environment, "WANGGE_DATA", "data"),
                ports(environment),
                database,
                uri,
                flag(environment, "WANGGE_SAMPLE_CASES", true),
                restartDelay(environment),
                replay(environment),
                flag(environment, "WANGGE_REPLAY_EXIT", false),
                flag(environment, "WANGGE_TRAINING_RUN", false));
    }

    private static Map<Part, Integer> ports(Map<String, String> environment) {
        Map<Part, Integer> ports = new EnumMap<>(Part.class);
        for (Part part : Part.values()) {
            int port =
                    given(environment, part.variable)
                            .map(text -> port(part.variable, text))
                            .orElse(part.defaultPort);
            ports.forEach((other, taken) -> {
                if (port != 0 && port == taken) {
                    throw bad(part.variable, "and " + other.variable + " are both " + port);
                }
            });
            ports.put(part, port);
        }
        return ports;
    }

    private static int port(String variable, String text) {
        try {
            int port = Integer.parseInt(text);
            if (port >= 0 && port <= 65_535) {
                return port;
            }
        } catch (NumberFormatException e) {
            // Said below, in the same words.
        }
        throw bad(variable, "must be a port from 0 (any free one) to 65535, not '" + text + "'");
    }

    private static DatabaseChoice database(Map<String, String> environment) {
        String text = given(environment, "WANGGE_DATABASE").orElse("auto");
        return Arrays.stream(DatabaseChoice.values())
                .filter(choice -> name(choice).equals(text.toLowerCase(Locale.ROOT)))
                .findFirst()
                .orElseThrow(() ->
                        bad(
                                "WANGGE_DATABASE",
                                "must be one of "
                                        + Arrays.stream(DatabaseChoice.values())
                                                .map(Settings::name)
                                                .collect(Collectors.joining(", "))
                                        + ", not '"
                                        + text
                                        + "'"));
    }

    private static String name(DatabaseChoice choice) {
        return choice.name().toLowerCase(Locale.ROOT);
    }

    private static Duration restartDelay(Map<String, String> environment) {
        String text = given(environment, "WANGGE_RESTART_DELAY").orElse("PT0.5S");
        try {
            Duration delay = Duration.parse(text);
            if (!delay.isNegative() && delay.compareTo(Duration.ofHours(1)) <= 0) {
                return delay;
            }
        } catch (DateTimeParseException e) {
            // Said below, in the same words.
        }
        throw bad(
                "WANGGE_RESTART_DELAY",
                "must be an ISO 8601 duration of at most an hour such as PT0.5S, not '"
                        + text
                        + "'");
    }

    private static Optional<Path> replay(Map<String, String> environment) {
        if (given(environment, "WANGGE_REPLAY").isEmpty()) {
            return Optional.empty();
        }
        Path file = path(environment, "WANGGE_REPLAY", "");
        if (!Files.isReadable(file) || Files.isDirectory(file)) {
            throw bad("WANGGE_REPLAY", "names a file that cannot be read: " + file);
        }
        return Optional.of(file);
    }

    private static Path path(Map<String, String> environment, String variable, String otherwise) {
        String text = given(environment, variable).orElse(otherwise);
        try {
            return Path.of(text).toAbsolutePath().normalize();
        } catch (InvalidPathException e) {
            throw bad(variable, "is not a path: " + e.getMessage());
        }
    }

    private static boolean flag(
            Map<String, String> environment, String variable, boolean otherwise) {
        String text =
                given(environment, variable)
                        .orElse(Boolean.toString(otherwise))
                        .toLowerCase(Locale.ROOT);
        return switch (text) {
            case "true" -> true;
            case "false" -> false;
            default -> throw bad(variable, "must be true or false, not '" + text + "'");
        };
    }

    private static Optional<String> given(Map<String, String> environment, String variable) {
        @Nullable String text = environment.get(variable);
        return Optional.ofNullable(text).map(String::strip).filter(value -> !value.isEmpty());
    }

    private static CannotStart bad(String variable, String what) {
        return new CannotStart(CannotStart.SETTINGS, variable + " " + what + ".");
    }
}
