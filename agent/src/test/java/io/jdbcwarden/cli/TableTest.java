package io.jdbcwarden.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TableTest {
    @Test
    void alignsTextToTheLeftAndNumbersToTheRight() {
        Table table =
                new Table("NAME", "COUNT", "AGE")
                        .row("a", 1, Human.millis(5))
                        .row("longer", 1234, Human.millis(65_000));

        assertThat(table.lines(0))
                .containsExactly(
                        "NAME    COUNT    AGE", //
                        "a           1    5ms", //
                        "longer   1234  1m05s");
    }

    @Test
    void showsWhatIsNotKnownAsADash() {
        assertThat(new Table("A", "B").row(null, 1).row("", 22).lines(0))
                .containsExactly("A   B", "-   1", "-  22");
    }

    @Test
    void isCutAtTheWidthOfTheScreen() {
        assertThat(new Table("A", "B").row("aaaa", "bbbb").lines(7))
                .containsExactly("A     B", "aaaa  b");
    }

    /** A thread's name or a statement may hold anything. */
    @Test
    void letsNothingThroughThatATerminalWouldObey() {
        assertThat(new Table("A").row("x\033[2Jy\nz\u009b1m").lines(0).get(1))
                .isEqualTo("x [2Jy z 1m");
    }

    @Test
    void hasItsTitlesEvenWithoutRows() {
        Table table = new Table("A", "B");

        assertThat(table.isEmpty()).isTrue();
        assertThat(table.lines(0)).containsExactly("A  B");
    }
}
