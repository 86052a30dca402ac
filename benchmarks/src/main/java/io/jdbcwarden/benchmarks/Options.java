package io.jdbcwarden.benchmarks;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A benchmark's own command-line options; what it does not know is left for others. */
final class Options {
    private final Map<String, String> given = new HashMap<>();
    private final List<String> rest = new ArrayList<>();

    /**
     * Takes {@code --name value} and {@code -o directory} for the names known, and {@code --quick}.
     *
     * @throws IllegalArgumentException if a value is missing
     */
    Options(String[] arguments, String... known) {
        List<String> names = new ArrayList<>(List.of(known));
        names.add("-o");
        for (int i = 0; i < arguments.length; i++) {
            if (arguments[i].equals("--quick")) {
                given.put("--quick", "true");
            } else if (!names.contains(arguments[i])) {
                rest.add(arguments[i]);
            } else if (i + 1 == arguments.length) {
                throw new IllegalArgumentException(arguments[i] + " needs a value");
            } else {
                given.put(arguments[i], arguments[++i]);
            }
        }
    }

    String text(String name, String otherwise) {
        return given.getOrDefault(name, otherwise);
    }

    int number(String name, int otherwise) {
        return Integer.parseInt(text(name, Integer.toString(otherwise)));
    }

    /** Whole numbers that commas separate. */
    int[] numbers(String name, String otherwise) {
        String[] texts = text(name, otherwise).split(",");
        int[] numbers = new int[texts.length];
        for (int i = 0; i < texts.length; i++) {
            numbers[i] = Integer.parseInt(texts[i]);
        }
        return numbers;
    }

    /** Whether figures of little worth are wanted soon: to see that everything works. */
    boolean isQuick() {
        return given.containsKey("--quick");
    }

    String directory() {
        return text("-o", Results.DEFAULT);
    }

    /** The arguments that are none of the known ones. */
    String[] rest() {
        return rest.toArray(new String[0]);
    }

    /**
     * Ends the use of options that nobody knows.
     *
     * @throws IllegalArgumentException if there are any
     */
    Options only() {
        if (!rest.isEmpty()) {
            throw new IllegalArgumentException("unknown options: " + rest);
        }
        return this;
    }
}
