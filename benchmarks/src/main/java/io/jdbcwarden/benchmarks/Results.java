package io.jdbcwarden.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.stream.Collectors;

/**
 * What one run leaves behind: every measurement in a CSV file, written as soon as it is made, and
 * the tables made of them.
 */
final class Results {
    static final String DEFAULT = "benchmarks/target/results";

    private final Path raw;
    private final Path tables;

    /**
     * Starts {@code name.csv} and {@code name.md} anew.
     *
     * @param columns of the CSV file
     */
    Results(String directory, String name, Object... columns) {
        raw = Path.of(directory, name + ".csv");
        tables = Path.of(directory, name + ".md");
        try {
            Files.createDirectories(raw.toAbsolutePath().getParent());
            Files.deleteIfExists(raw);
            Files.deleteIfExists(tables);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        measured(columns);
    }

    /** One measurement. */
    void measured(Object... values) {
        append(
                raw,
                Arrays.stream(values).map(Results::quoted).collect(Collectors.joining(",")) + "\n");
    }

    /** A table, which is printed too. */
    void table(String title, Markdown table) {
        String text = "\n" + title + "\n\n" + table;
        System.out.print(text);
        append(tables, text);
    }

    /** Says where the results are. */
    void close() {
        System.out.println("\nRaw: " + raw + ", tables: " + tables);
    }

    private static String quoted(Object value) {
        String text = String.valueOf(value);
        return text.contains(",") ? '"' + text + '"' : text;
    }

    private static void append(Path file, String text) {
        try {
            Files.writeString(file, text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
