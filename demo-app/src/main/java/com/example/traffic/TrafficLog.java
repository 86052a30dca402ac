package com.example.traffic;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;

/** Everything that happened; safe to write and read from any thread. */
public final class TrafficLog {

    private final List<Outcome> outcomes = new ArrayList<>();

    synchronized void add(Outcome outcome) {
        outcomes.add(outcome);
    }

    public synchronized void clear() {
        outcomes.clear();
    }

    /** The outcomes so far that fit, in the order in which they ended. */
    public synchronized List<Outcome> select(Predicate<Outcome> filter) {
        List<Outcome> selected = new ArrayList<>();
        for (Outcome outcome : outcomes) {
            if (filter.test(outcome)) {
                selected.add(outcome);
            }
        }
        return selected;
    }

    public int count(Predicate<Outcome> filter) {
        return select(filter).size();
    }

    public int count(Outcome.Kind kind) {
        return count(outcome -> outcome.kind() == kind);
    }

    /** The middle of the times taken, in milliseconds; NaN of nothing. */
    public static double medianMillis(List<Outcome> outcomes) {
        if (outcomes.isEmpty()) {
            return Double.NaN;
        }
        double[] millis = outcomes.stream().mapToDouble(Outcome::millis).sorted().toArray();
        return millis[millis.length / 2];
    }

    /** The numbers of all reservations that a page confirmed. */
    public int[] confirmedReservations() {
        int[] numbers =
                select(outcome -> outcome.reservation() != 0).stream()
                        .mapToInt(Outcome::reservation)
                        .toArray();
        Arrays.sort(numbers);
        return numbers;
    }
}
