package io.jdbcwarden.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;

/**
 * An application to be started by {@link StartUp}: {@code hello}, {@code borrow}, or {@code classes
 * <count>}. Its last line is its peak of resident memory, in kB, and the processor time that it has
 * used, in ms.
 */
public final class StartUpApplication {
    private StartUpApplication() {}

    public static void main(String[] arguments) throws Exception {
        switch (arguments[0]) {
            case "hello" -> {}
            case "borrow" -> borrow();
            case "classes" -> load(Integer.parseInt(arguments[1]));
            default -> throw new IllegalArgumentException(arguments[0]);
        }
        System.out.println("peak " + peakKilobytes() + " " + cpuMillis());
    }

    private static void borrow() throws Exception {
        try (Connection connection = DataSources.open(new StubDriver(), 2).getConnection()) {
            if (!connection.isValid(1)) {
                throw new IllegalStateException("not a working connection");
            }
        }
        // The pool's threads are daemons, as the agent's are.
    }

    private static void load(int count) throws ClassNotFoundException {
        for (int i = 0; i < count; i++) {
            Class.forName(ManyClasses.name(i));
        }
    }

    private static long cpuMillis() throws IOException {
        String stat = Files.readString(Path.of("/proc/self/stat"));
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
        // utime and stime, in ticks of 10 ms on every Linux there is.
        return 10 * (Long.parseLong(fields[11]) + Long.parseLong(fields[12]));
    }

    private static String peakKilobytes() throws IOException {
        for (String line : Files.readAllLines(Path.of("/proc/self/status"))) {
            if (line.startsWith("VmHWM:")) {
                return line.replaceAll("\\D", "");
            }
        }
        return "0";
    }
}
