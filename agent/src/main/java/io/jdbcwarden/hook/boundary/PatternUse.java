package io.jdbcwarden.hook.boundary;

import io.jdbcwarden.config.MethodPattern;
import io.jdbcwarden.weave.MethodShape;
import io.jdbcwarden.weave.TypeShape;

/** A pattern of {@code scope.methods}, and what was found for it so far. Any thread. */
final class PatternUse {
    private final MethodPattern pattern;
    private volatile boolean found;
    private volatile String classWithoutIt = "";

    PatternUse(MethodPattern pattern) {
        this.pattern = pattern;
    }

    String marker() {
        return pattern.marker();
    }

    boolean matchesClass(String type) {
        return pattern.matchesClass(type);
    }

    /** Whether it is meant; what a compiler made is not. */
    boolean matches(MethodShape method) {
        return !method.isSynthetic() && pattern.matches(method.type().name(), method.name());
    }

    /** Whether a class, which matches, has a method that does; remembers the answer. */
    boolean findIn(TypeShape type) {
        for (MethodShape method : type.methods()) {
            if (matches(method)) {
                found = true;
                return true;
            }
        }
        classWithoutIt = type.name();
        return false;
    }

    /** What was looked for in vain, for people. */
    String complaint() {
        String text = pattern.text();
        int hash = text.indexOf('#');
        String method = text.substring(hash + 1).trim();
        String unlike = classWithoutIt;
        return "scope.methods: "
                + text
                + " has matched nothing so far: "
                + (unlike.isEmpty()
                        ? "no class named " + text.substring(0, hash).trim() + " was loaded"
                        : "class "
                                + unlike
                                + " was loaded, but itself declares no method "
                                + method
                                + " with a body")
                + "; it opens no scope";
    }

    boolean isFound() {
        return found;
    }
}
