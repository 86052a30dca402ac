package io.jdbcwarden.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

class ProgressTest {
    private final StringWriter out = new StringWriter();

    private Progress progress(int width) {
        return new Progress(width, 200, new PrintWriter(out));
    }

    @Test
    void growsWithWhatIsDone() {
        assertThat(progress(50).line(0, 0)).isEqualTo("[..........]  0 %  0 of 200  0 s");
        assertThat(progress(50).line(100, 3)).isEqualTo("[#####.....]  50 %  100 of 200  3 s");
        assertThat(progress(50).line(200, 9)).isEqualTo("[##########]  100 %  200 of 200  9 s");
    }

    /** The application's own borrows are counted too. */
    @Test
    void neverShowsMoreThanAll() {
        assertThat(progress(50).line(999, 1)).contains("100 %  200 of 200");
        assertThat(progress(50).line(-1, 1)).contains("0 %  0 of 200");
    }

    @Test
    void leavesTheBarOutWhereThereIsNoRoom() {
        assertThat(progress(30).line(100, 3)).isEqualTo("50 %  100 of 200  3 s");
    }

    @Test
    void isSilentWithoutATerminal() {
        Progress progress = progress(0);
        progress.show(100);
        progress.end();

        assertThat(out.toString()).isEmpty();
    }

    @Test
    void leavesAnEmptyLineBehind() {
        Progress progress = progress(80);
        progress.show(100);
        progress.end();

        assertThat(out.toString()).startsWith("\r[").endsWith("\r\033[K");
    }
}
