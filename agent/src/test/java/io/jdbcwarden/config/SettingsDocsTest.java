package io.jdbcwarden.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettingsDocsTest {
    private static final Path PAGE = Path.of("..", "docs", "settings.md");
    private static final String BEGIN = "<!-- The table is generated: see CONTRIBUTING.md -->\n";
    private static final String END = "<!-- end of the table -->\n";

    @TempDir Path directory;

    @Test
    void thePageHasTheTableOfTheCatalogue() throws IOException {
        String page = Files.readString(PAGE);
        String wanted =
                page.substring(0, page.indexOf(BEGIN) + BEGIN.length())
                        + SettingsDocs.table()
                        + page.substring(page.indexOf(END));
        if (Boolean.getBoolean("update.docs")) {
            Files.writeString(PAGE, wanted);
        }
        assertThat(Files.readString(PAGE))
                .as(
                        "To write it anew: mvn -pl agent test -Dtest=SettingsDocsTest"
                                + " -Dupdate.docs=true")
                .isEqualTo(wanted);
    }

    @Test
    void thePageGivesExamplesThatAreAccepted() throws IOException {
        String page = Files.readString(PAGE);
        String example =
                page.substring(page.indexOf("```properties\n") + 14, page.lastIndexOf("```"));
        Path file = Files.writeString(directory.resolve("example"), example);
        assertThat(SettingsLoader.check(file.toString()).faults()).isEmpty();
    }

    @Test
    void theDefaultConfigIsAcceptedAndChangesNothing() throws IOException {
        String uncommented = SettingsDocs.defaultConfig().replaceAll("(?m)^#(?! )", "");
        Path file = Files.writeString(directory.resolve("default"), uncommented);
        Loaded loaded = SettingsLoader.check(file.toString());
        assertThat(loaded.faults()).isEmpty();
        assertThat(loaded.settings().entries())
                .filteredOn(entry -> !entry.isDefault())
                .hasSize(Catalogue.all().size() - 1)
                .allSatisfy(
                        entry ->
                                assertThat(entry.value()).isEqualTo(entry.setting().defaultText()));
    }

    @Test
    void theDefaultConfigAsPrintedSetsNothing() throws IOException {
        Path file = Files.writeString(directory.resolve("default"), SettingsDocs.defaultConfig());
        assertThat(SettingsLoader.check(file.toString()).settings().describe())
                .isEqualTo("all defaults");
        assertThat(SettingsDocs.defaultConfig().lines())
                .allMatch(line -> line.length() <= 100 && !line.endsWith(" "));
    }
}
