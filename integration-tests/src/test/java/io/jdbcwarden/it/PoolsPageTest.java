package io.jdbcwarden.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The page on pools says what {@link PoolConformanceTest} shows. */
@Tag("any-pool")
class PoolsPageTest {
    private static final Path PAGE = Path.of("..", "docs", "pools.md");
    private static final String BEGIN = "<!-- The table is generated: see CONTRIBUTING.md -->\n";
    private static final String END = "<!-- end of the table -->\n";

    @Test
    void hasARowForEachPoolThatIsTested() throws IOException {
        String page = Files.readString(PAGE);
        String wanted =
                page.substring(0, page.indexOf(BEGIN) + BEGIN.length())
                        + table()
                        + page.substring(page.indexOf(END));
        if (Boolean.getBoolean("update.docs")) {
            Files.writeString(PAGE, wanted);
        }
        assertThat(Files.readString(PAGE))
                .as("To write it anew: run this test with -Dupdate.docs=true")
                .isEqualTo(wanted);
    }

    private static String table() {
        long all =
                Stream.of(PoolConformanceTest.class, PoolIsolationTest.class)
                        .flatMap(test -> Arrays.stream(test.getDeclaredMethods()))
                        .filter(PoolsPageTest::isTest)
                        .count();
        StringBuilder table =
                new StringBuilder(
                        "| pool | version | tests passed | left out |\n|---|---|---|---|\n");
        PoolKind.all()
                .forEach(
                        kind ->
                                table.append("| ")
                                        .append(kind.name())
                                        .append(" | ")
                                        .append(kind.version())
                                        .append(" | ")
                                        .append(all - kind.limits().size())
                                        .append(" of ")
                                        .append(all)
                                        .append(" | ")
                                        .append(String.join("; ", kind.limits()))
                                        .append(" |\n"));
        return table.toString();
    }

    private static boolean isTest(Method method) {
        return method.isAnnotationPresent(Test.class);
    }
}
