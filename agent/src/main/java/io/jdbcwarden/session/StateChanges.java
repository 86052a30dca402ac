package io.jdbcwarden.session;

import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What one session changed of its connection, and what it was before where JDBC tells. Made with
 * the first change, so most sessions have none. Written by whoever is inside a call; any thread.
 */
public final class StateChanges {
    /** More names than an application has: whoever makes them up must not fill the memory. */
    static final int MOST_NAMES = 200;

    private final Set<StateKind> kinds = EnumSet.noneOf(StateKind.class);
    private final Map<StateKind, Set<String>> names = new EnumMap<>(StateKind.class);
    private final Map<StateKind, Object> before = new EnumMap<>(StateKind.class);

    /** Something of this kind is changed. */
    public synchronized void mark(StateKind kind) {
        kinds.add(kind);
    }

    /**
     * What has this name is changed. Names are kept in their order; of more than {@value
     * #MOST_NAMES} of a kind it is only known that there are more.
     */
    public synchronized void mark(StateKind kind, String name) {
        kinds.add(kind);
        Set<String> known = names.computeIfAbsent(kind, key -> new LinkedHashSet<>());
        if (known.size() < MOST_NAMES) {
            known.add(name);
        } else if (!known.contains(name)) {
            kinds.add(kind == StateKind.SETTING ? StateKind.ANY_SETTING : StateKind.OTHER);
        }
    }

    /** The session itself has put it back. */
    public synchronized void unmark(StateKind kind) {
        kinds.remove(kind);
        names.remove(kind);
    }

    /** The session itself has put back what has this name. */
    public synchronized void unmark(StateKind kind, String name) {
        Set<String> known = names.get(kind);
        if (known != null && known.remove(name) && known.isEmpty()) {
            kinds.remove(kind);
        }
    }

    public synchronized boolean has(StateKind kind) {
        return kinds.contains(kind);
    }

    /** Whether nothing is changed, or nothing any more. */
    public synchronized boolean isEmpty() {
        return kinds.isEmpty();
    }

    /** What is changed. */
    public synchronized Set<StateKind> kinds() {
        return EnumSet.copyOf(kinds);
    }

    /** The names of what is changed, in the order of the changes. */
    public synchronized Set<String> names(StateKind kind) {
        Set<String> known = names.get(kind);
        return known == null ? Collections.<String>emptySet() : new LinkedHashSet<>(known);
    }

    /** Whether {@link #keep} was told of this kind. */
    public synchronized boolean isKept(StateKind kind) {
        return before.containsKey(kind);
    }

    /** Keeps what it was before the session changed it first. */
    public synchronized void keep(StateKind kind, @Nullable Object value) {
        if (!before.containsKey(kind)) {
            before.put(kind, value);
        }
    }

    /** What it was before, or null. */
    public synchronized @Nullable Object before(StateKind kind) {
        return before.get(kind);
    }

    /** For people: kinds alone, as names may be secrets. */
    @Override
    public synchronized String toString() {
        StringBuilder text = new StringBuilder();
        for (StateKind kind : kinds) {
            text.append(text.length() == 0 ? "" : ", ").append(kind.text());
        }
        return text.toString();
    }
}
