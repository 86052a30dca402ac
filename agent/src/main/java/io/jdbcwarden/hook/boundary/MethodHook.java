package io.jdbcwarden.hook.boundary;

import io.jdbcwarden.config.MethodPattern;
import io.jdbcwarden.hook.Hook;
import io.jdbcwarden.session.RequestFacts;
import io.jdbcwarden.session.Scope;
import io.jdbcwarden.session.ThreadState;
import io.jdbcwarden.weave.Advice;
import io.jdbcwarden.weave.MethodShape;
import io.jdbcwarden.weave.TypeShape;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Methods of the application that the operator named as entries: {@code scope.methods}. */
final class MethodHook extends Hook {
    private final Entries entries;
    private final List<PatternUse> patterns = new ArrayList<>();

    MethodHook(Entries entries, List<MethodPattern> patterns) {
        super("scope.methods");
        this.entries = entries;
        for (MethodPattern pattern : patterns) {
            this.patterns.add(new PatternUse(pattern));
        }
    }

    /** The patterns, with what was found for each. */
    List<PatternUse> patterns() {
        return Collections.unmodifiableList(patterns);
    }

    @Override
    public List<String> markers() {
        List<String> markers = new ArrayList<>();
        for (PatternUse pattern : patterns) {
            markers.add(pattern.marker());
        }
        return markers;
    }

    @Override
    public boolean matches(TypeShape type) {
        boolean matches = false;
        for (PatternUse pattern : patterns) {
            if (pattern.matchesClass(type.name())) {
                matches |= pattern.findIn(type);
            }
        }
        return matches;
    }

    @Override
    public boolean matches(MethodShape method) {
        for (PatternUse pattern : patterns) {
            if (pattern.matches(method)) {
                return true;
            }
        }
        return false;
    }

    @Override
    public Advice advice() {
        return Advice.NAMED;
    }

    @Override
    public boolean matchesLoaded(Class<?> loaded) {
        for (PatternUse pattern : patterns) {
            if (pattern.matchesClass(loaded.getName())) {
                return true;
            }
        }
        return false;
    }

    @Override
    public @Nullable Object enter(Object method, @Nullable Object argument) {
        ThreadState state = ThreadState.current();
        if (state.scope() != null || state.isAgent()) {
            return null;
        }
        return entries.open(state, new MethodFacts((String) method));
    }

    @Override
    public void exit(
            Object method, Object token, @Nullable Object result, @Nullable Throwable thrown) {
        entries.exit(ThreadState.current(), (Scope) token);
    }

    /**
     * A method knows neither headers nor a principal: its tags come from the MDC, or are made up.
     */
    static final class MethodFacts implements RequestFacts {
        private final String method;

        MethodFacts(String method) {
            this.method = method;
        }

        @Override
        public @Nullable String header(String name) {
            return null;
        }

        @Override
        public @Nullable String principal() {
            return null;
        }

        @Override
        public String entry() {
            return method;
        }
    }
}
