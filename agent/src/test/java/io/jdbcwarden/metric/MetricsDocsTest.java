package io.jdbcwarden.metric;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class MetricsDocsTest {
    private static final Path PAGE = Path.of("..", "docs", "metrics.md");
    private static final String BEGIN = "<!-- The tables are generated: see CONTRIBUTING.md -->\n";
    private static final String END = "<!-- end of the tables -->\n";

    @Test
    void thePageHasTheTablesOfTheCatalogue() throws IOException {
        String page = Files.readString(PAGE);
        String wanted =
                page.substring(0, page.indexOf(BEGIN) + BEGIN.length())
                        + tables()
                        + page.substring(page.indexOf(END));
        if (Boolean.getBoolean("update.docs")) {
            Files.writeString(PAGE, wanted);
        }
        assertThat(Files.readString(PAGE))
                .as("To write it anew: mvn -pl agent test -Dtest=*DocsTest -Dupdate.docs=true")
                .isEqualTo(wanted);
    }

    private static String tables() {
        return "| metric | type | labels | meaning |\n|---|---|---|---|\n"
                + Stream.of(Meter.values()).map(MetricsDocsTest::row).collect(joining())
                + "\n| label | values |\n|---|---|\n"
                + values("cause", LeakCause.values())
                + values("outcome", ReclaimOutcome.values())
                + values("kind", ViolationKind.values())
                + "| `le` | "
                + IntStream.range(0, Buckets.COUNT).mapToObj(Buckets::text).collect(joining(" "))
                + " |\n";
    }

    private static String row(Meter meter) {
        return String.format(
                "| `%s` | %s | %s | %s |\n",
                meter.title(),
                meter.type().name().toLowerCase(Locale.ROOT),
                meter.labels().stream().map(label -> "`" + label + "`").collect(joining(" ")),
                meter.help());
    }

    private static String values(String label, Enum<?>[] constants) {
        return Arrays.stream(constants)
                .map(Enum::name)
                .map(value -> "`" + value + "`")
                .collect(joining(" ", "| `" + label.trim() + "` | ", " |\n"));
    }
}
