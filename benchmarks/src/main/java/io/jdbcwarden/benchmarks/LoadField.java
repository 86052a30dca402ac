package io.jdbcwarden.benchmarks;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;

/**
 * The measured JVMs of one fork, one a guard, of which one works at a time, for a short slice.
 *
 * <p>What a machine does varies more from minute to minute than guards differ. So a round takes few
 * guards at a time, the base first, and then the same in reverse: all of them have the same mean
 * time, and are compared with what the base did within seconds.
 */
final class LoadField implements AutoCloseable {
    /** So many guards share the base's slices. */
    private static final int WARM_UP_TURNS = 5;

    private static final long REST_MILLIS = 2_000;
    private static final int BLOCK = 3;

    private final LoadChild base;
    private final List<LoadChild> guarded = new ArrayList<>();

    LoadField(String java, List<Guard> guards, String url, int pool, Path directory) {
        base = new LoadChild(java, Guard.NONE, url, pool, directory);
        for (Guard guard : guards) {
            guarded.add(new LoadChild(java, guard, url, pool, directory));
        }
    }

    /** How many slices a round of so many guards has. */
    static int slices(int guards) {
        int blocks = Math.max(1, (guards + BLOCK - 1) / BLOCK);
        return 2 * (guards + blocks);
    }

    LoadSlice base(LoadTask task, double seconds) {
        return base.run(task, seconds);
    }

    /**
     * Lets each JVM work for so long, in turns with a rest after each: under full load the
     * compilers get so little of the processors that code is still interpreted minutes later, and
     * the more code a guard adds the longer.
     */
    void warmUp(LoadTask task, double seconds) throws InterruptedException {
        for (int turn = 0; turn < WARM_UP_TURNS; turn++) {
            base.run(task, seconds / WARM_UP_TURNS);
            for (LoadChild child : guarded) {
                child.run(task, seconds / WARM_UP_TURNS);
            }
            Thread.sleep(REST_MILLIS);
        }
    }

    /** One round; the base comes as its own pair, as often as it worked. */
    void round(LoadTask task, double seconds, BiConsumer<Guard, LoadPair> result) {
        for (int from = 0; from == 0 || from < guarded.size(); from += BLOCK) {
            int to = Math.min(guarded.size(), from + BLOCK);
            block(guarded.subList(from, to), task, seconds, result);
        }
    }

    private void block(
            List<LoadChild> children,
            LoadTask task,
            double seconds,
            BiConsumer<Guard, LoadPair> result) {
        LoadSlice first = base.run(task, seconds);
        List<LoadSlice> slices = new ArrayList<>();
        for (LoadChild child : children) {
            slices.add(child.run(task, seconds));
        }
        for (int i = children.size() - 1; i >= 0; i--) {
            slices.set(i, slices.get(i).plus(children.get(i).run(task, seconds)));
        }
        LoadSlice both = first.plus(base.run(task, seconds));
        result.accept(Guard.NONE, new LoadPair(both, both));
        for (int i = 0; i < children.size(); i++) {
            result.accept(children.get(i).guard(), new LoadPair(both, slices.get(i)));
        }
    }

    @Override
    public void close() {
        base.close();
        guarded.forEach(LoadChild::close);
    }
}
