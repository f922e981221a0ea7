package dev.wangge.grids.gazetteer;

import dev.wangge.grids.place.DivisionCode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.function.BiConsumer;

/** The provinces, prefectures and counties of China by name, from counties-of-china.txt. */
final class CountiesOfChina {
    private static final int CODE = 6;

    private CountiesOfChina() {}

    static void forEach(BiConsumer<DivisionCode, String> each) {
        try (var lines =
                new BufferedReader(
                        new InputStreamReader(
                                Objects.requireNonNull(
                                        CountiesOfChina.class.getResourceAsStream(
                                                "counties-of-china.txt")),
                                StandardCharsets.UTF_8))) {
            lines.lines()
                    .filter(line -> !line.startsWith("#"))
                    .forEach(line ->
                            each.accept(
                                    new DivisionCode(line.substring(0, CODE) + "000000"),
                                    line.substring(CODE + 1)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
