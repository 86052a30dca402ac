package io.jdbcwarden.cli;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Pools and sessions, live. */
@Command(
        name = "top",
        description = {
            "Shows pools and sessions, again and again, until q is pressed or the JVM ends.",
            "Where the output is no terminal, it shows them once."
        })
final class TopCommand extends ReadCommand {
    private static final long LOOK_FOR_KEYS_MILLIS = 50;

    @Option(names = "--once", description = "Shows them once and ends.")
    private boolean once;

    @Option(
            names = "--interval",
            paramLabel = "<seconds>",
            defaultValue = "1",
            description = "How long between two looks; ${DEFAULT-VALUE} if not given.")
    private double interval;

    @Option(
            names = "--sort",
            paramLabel = "<column>",
            defaultValue = "age",
            description = "Sorts sessions by one of ${COMPLETION-CANDIDATES}; age if not given.")
    private SessionRows.Sort sort = SessionRows.Sort.AGE;

    private boolean reverse;
    private boolean over;

    @Override
    int run(Target target) {
        if (!(interval >= 0.1 && interval <= 3600)) {
            throw new CommandLine.ParameterException(
                    spec().commandLine(),
                    "--interval is a number of seconds from 0.1 to 3600, and not " + interval);
        }
        String main = new ProcessFacts(target.pid()).main();
        if (isJson()) {
            Map<String, @Nullable Object> all = new LinkedHashMap<>();
            all.put("status", target.text("Health", "Status"));
            all.put("reasons", target.get("Health", "Reasons"));
            all.put("pools", PoolRows.of(target));
            all.put("sessions", target.rows("Sessions", null, "Sessions"));
            json(all);
        } else if (once || !Terminal.isThere()) {
            TopView.of(target, main)
                    .lines(0, Terminal.width(), sort, reverse, false)
                    .forEach(out()::println);
        } else {
            live(target, main);
        }
        return CommandLine.ExitCode.OK;
    }

    private void live(Target target, String main) {
        boolean colours = Terminal.hasColours();
        try (Terminal terminal = Terminal.open(out())) {
            while (!over) {
                TopView view = TopView.of(target, main);
                long end = System.nanoTime() + (long) (interval * 1e9);
                do {
                    // Asked for each time: the window may have another size by now.
                    int[] size = Terminal.size();
                    terminal.draw(view.lines(size[0], size[1], sort, reverse, colours));
                } while (!over && awaitKey(end));
            }
        }
    }

    /** Whether a key was pressed before the end. */
    private boolean awaitKey(long endNanos) {
        while (System.nanoTime() - endNanos < 0) {
            char key = Terminal.key();
            if (key != 0) {
                pressed(Character.toLowerCase(key));
                return true;
            }
            try {
                TimeUnit.MILLISECONDS.sleep(LOOK_FOR_KEYS_MILLIS);
            } catch (InterruptedException e) {
                over = true;
            }
        }
        return false;
    }

    private void pressed(char key) {
        over = key == 'q';
        reverse ^= key == 'r';
        for (SessionRows.Sort each : SessionRows.Sort.values()) {
            if (each.key == key) {
                sort = each;
            }
        }
    }
}
