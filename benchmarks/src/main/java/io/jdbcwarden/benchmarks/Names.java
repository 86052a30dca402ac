package io.jdbcwarden.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Picks things by their names, as options give them. */
final class Names {
    private Names() {}

    /**
     * Those whose name is, or begins with, one of {@code names}, which commas separate, in the
     * order of {@code all}.
     *
     * @throws IllegalArgumentException if a name fits none
     */
    static <T> List<T> pick(List<T> all, Function<T, String> nameOf, String names) {
        List<String> wanted = List.of(names.split(","));
        for (String name : wanted) {
            if (all.stream().noneMatch(thing -> nameOf.apply(thing).startsWith(name))) {
                throw new IllegalArgumentException(
                        "no '" + name + "' among " + all.stream().map(nameOf).toList());
            }
        }
        List<T> picked = new ArrayList<>();
        for (T thing : all) {
            if (wanted.stream().anyMatch(name -> fits(name, nameOf.apply(thing), all, nameOf))) {
                picked.add(thing);
            }
        }
        return picked;
    }

    /** An exact name wins over those it is the beginning of. */
    private static <T> boolean fits(
            String wanted, String name, List<T> all, Function<T, String> nameOf) {
        boolean exact = all.stream().anyMatch(thing -> nameOf.apply(thing).equals(wanted));
        return exact ? name.equals(wanted) : name.startsWith(wanted);
    }
}
