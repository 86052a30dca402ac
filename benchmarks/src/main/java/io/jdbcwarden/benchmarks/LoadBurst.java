package io.jdbcwarden.benchmarks;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * What a guard costs a hundred sessions at once: a hundred threads borrow, ask and return, and a
 * round ends with the last of them. Its time is the latency of {@link Load}, whose options it
 * takes.
 */
public final class LoadBurst {
    private static final List<String> DEFAULTS =
            List.of(
                    "-guards", "none,warden",
                    "-scenarios", "select1",
                    "-loops", "burst",
                    "-threads", "100",
                    "-pools", "40,100",
                    "-slice", "2");

    private LoadBurst() {}

    public static void main(String[] arguments) throws IOException, InterruptedException {
        List<String> all = new ArrayList<>(DEFAULTS);
        all.addAll(List.of(arguments));
        Load.run("burst", all);
    }
}
