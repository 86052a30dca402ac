package io.jdbcwarden.cli;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The terminal that this process may have: its size, single keys, and its whole screen, which it
 * gets back as it was. Through {@code stty}, as there is no library for it that needs no native
 * code.
 */
final class Terminal implements AutoCloseable {
    private static final String ALTERNATE_SCREEN = "\033[?1049h\033[?25l";
    private static final String OWN_SCREEN = "\033[?25h\033[?1049l";
    private static final int ROWS = 24;
    private static final int COLUMNS = 80;

    private final PrintWriter out;
    private final String before;
    private final Thread restorer = new Thread(this::restore, "jdbc-warden-terminal");
    private boolean restored;

    private Terminal(PrintWriter out, String before) {
        this.out = out;
        this.before = before;
    }

    /** Whether what is printed goes to a terminal. Never where there is no shell to ask. */
    static boolean isThere() {
        try {
            return new ProcessBuilder("sh", "-c", "test -t 1")
                            .redirectOutput(ProcessBuilder.Redirect.INHERIT)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Whether colours are wanted on it. */
    static boolean hasColours() {
        String none = System.getenv("NO_COLOR");
        return (none == null || none.isEmpty()) && !"dumb".equals(System.getenv("TERM"));
    }

    /** The width of the terminal, or 0 if there is none. */
    static int width() {
        return isThere() ? size()[1] : 0;
    }

    /** Rows and columns as they are now. */
    static int[] size() {
        String said = stty("size");
        String[] parts = said == null ? new String[0] : said.trim().split(" ");
        try {
            int rows = Integer.parseInt(parts[0]);
            int columns = Integer.parseInt(parts[1]);
            if (rows > 0 && columns > 0) {
                return new int[] {rows, columns};
            }
        } catch (RuntimeException e) {
            // It does not tell.
        }
        return new int[] {ROWS, COLUMNS};
    }

    /** Takes the screen and the keys, until it is closed or the process ends. */
    static Terminal open(PrintWriter out) {
        String before = stty("-g");
        Terminal terminal = new Terminal(out, before == null ? "" : before.trim());
        Runtime.getRuntime().addShutdownHook(terminal.restorer);
        stty("-icanon", "-echo", "min", "1");
        out.print(ALTERNATE_SCREEN);
        out.flush();
        return terminal;
    }

    /** Shows these lines instead of what was there. */
    void draw(List<String> lines) {
        StringBuilder screen = new StringBuilder("\033[H");
        for (int i = 0; i < lines.size(); i++) {
            screen.append(lines.get(i)).append("\033[0m\033[K");
            screen.append(i < lines.size() - 1 ? "\n" : "");
        }
        out.print(screen.append("\033[J"));
        out.flush();
    }

    /** The key that was pressed, or 0 if none was. Never waits. */
    static char key() {
        try {
            return System.in.available() > 0 ? (char) System.in.read() : 0;
        } catch (IOException e) {
            return 0;
        }
    }

    private synchronized void restore() {
        if (!restored) {
            restored = true;
            out.print(OWN_SCREEN);
            out.flush();
            if (!before.isEmpty()) {
                stty(before);
            }
        }
    }

    @Override
    public void close() {
        restore();
        try {
            Runtime.getRuntime().removeShutdownHook(restorer);
        } catch (IllegalStateException e) {
            // The process is ending, and the hook has run.
        }
    }

    private static @Nullable String stty(String... arguments) {
        String[] command = new String[arguments.length + 1];
        command[0] = "stty";
        System.arraycopy(arguments, 0, command, 1, arguments.length);
        try {
            Process process =
                    new ProcessBuilder(command)
                            .redirectInput(new File("/dev/tty"))
                            .redirectError(new File("/dev/null"))
                            .start();
            try (BufferedReader reader =
                    new BufferedReader(
                            new InputStreamReader(
                                    process.getInputStream(), StandardCharsets.US_ASCII))) {
                String line = reader.readLine();
                process.waitFor();
                return line;
            }
        } catch (IOException e) {
            return null;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return null;
        }
    }
}
