package io.jdbcwarden.benchmarks;

import java.util.Arrays;
import java.util.stream.Collectors;

/** A table as the documentation shows it. */
final class Markdown {
    private final StringBuilder text = new StringBuilder();

    Markdown(Object... titles) {
        row(titles);
        text.append("|---".repeat(titles.length)).append("|\n");
    }

    void row(Object... cells) {
        text.append(
                Arrays.stream(cells)
                        .map(String::valueOf)
                        .collect(Collectors.joining(" | ", "| ", " |\n")));
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
