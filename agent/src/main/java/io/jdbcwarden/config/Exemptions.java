package io.jdbcwarden.config;

import java.util.ArrayList;
import java.util.List;

/** Borrowers that are never reclaimed. Immutable. */
public final class Exemptions {
    static final Type<Exemptions> TYPE = new ExemptionsType();

    private final List<Glob> threads = new ArrayList<>();
    private final List<Glob> classes = new ArrayList<>();
    private final List<Glob> pools = new ArrayList<>();

    private Exemptions() {}

    public boolean isEmpty() {
        return threads.isEmpty() && classes.isEmpty() && pools.isEmpty();
    }

    /** Whether a class of the borrow stack can decide, so that every borrow needs its stack. */
    public boolean needsStack() {
        return !classes.isEmpty();
    }

    /**
     * Whether a borrower is exempt.
     *
     * @param threadName of the thread that borrowed
     * @param stackClassNames binary names of the classes on the borrow stack; empty if it was not
     *     kept
     * @param poolName where it was borrowed
     */
    public boolean matches(String threadName, List<String> stackClassNames, String poolName) {
        if (matches(threads, threadName) || matches(pools, poolName)) {
            return true;
        }
        if (classes.isEmpty()) {
            return false;
        }
        for (String className : stackClassNames) {
            if (matches(classes, className)) {
                return true;
            }
        }
        return false;
    }

    private static boolean matches(List<Glob> globs, String text) {
        for (Glob glob : globs) {
            if (glob.matches(text)) {
                return true;
            }
        }
        return false;
    }

    private static final class ExemptionsType extends Type<Exemptions> {
        @Override
        Exemptions parse(String text) {
            Exemptions exemptions = new Exemptions();
            for (String part : Lists.parts(text)) {
                int colon = part.indexOf(':');
                String kind = colon < 0 ? "" : part.substring(0, colon).trim();
                String glob = part.substring(colon + 1).trim();
                if (glob.isEmpty()) {
                    throw new IllegalArgumentException("nothing after " + part);
                }
                of(exemptions, kind, part).add(new Glob(glob));
            }
            return exemptions;
        }

        private static List<Glob> of(Exemptions exemptions, String kind, String part) {
            switch (kind) {
                case "thread":
                    return exemptions.threads;
                case "class":
                    return exemptions.classes;
                case "pool":
                    return exemptions.pools;
                default:
                    throw new IllegalArgumentException("\"" + part + "\" has no such kind");
            }
        }

        @Override
        String accepted() {
            return "thread:, class: or pool: and a name in which * stands for anything, separated"
                    + " by commas: thread:quartz-*,class:org.flywaydb.*,pool:lockPool";
        }
    }
}
