package io.jdbcwarden.hook.boundary;

import static net.bytebuddy.matcher.ElementMatchers.isAbstract;
import static net.bytebuddy.matcher.ElementMatchers.isMethod;
import static net.bytebuddy.matcher.ElementMatchers.isNative;
import static net.bytebuddy.matcher.ElementMatchers.isSynthetic;
import static net.bytebuddy.matcher.ElementMatchers.not;

import io.jdbcwarden.config.MethodPattern;
import io.jdbcwarden.hook.Advices;
import io.jdbcwarden.hook.Hook;
import io.jdbcwarden.hook.Weave;
import io.jdbcwarden.session.RequestFacts;
import io.jdbcwarden.session.Scope;
import io.jdbcwarden.session.ThreadState;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import net.bytebuddy.description.method.MethodDescription;
import net.bytebuddy.description.type.TypeDescription;
import net.bytebuddy.matcher.ElementMatcher;
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
    public ElementMatcher<? super TypeDescription> types() {
        return type -> {
            boolean matches = false;
            for (PatternUse pattern : patterns) {
                if (pattern.matchesClass(type.getName())) {
                    matches |=
                            pattern.findIn(
                                    type.getName(), type.getDeclaredMethods().filter(bodies()));
                }
            }
            return matches;
        };
    }

    @Override
    public List<Weave> weaves() {
        ElementMatcher<MethodDescription> named =
                method -> {
                    String type = method.getDeclaringType().asErasure().getName();
                    for (PatternUse pattern : patterns) {
                        if (pattern.matchesClass(type) && pattern.matchesMethod(method.getName())) {
                            return true;
                        }
                    }
                    return false;
                };
        return Collections.singletonList(
                Weave.of(MethodHook.<MethodDescription>bodies().and(named), Advices.Named.class));
    }

    private static <T extends MethodDescription> ElementMatcher.Junction<T> bodies() {
        return not(isAbstract()).and(not(isNative())).and(not(isSynthetic())).and(isMethod());
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
    public @Nullable Throwable exit(
            Object method, Object token, @Nullable Object result, @Nullable Throwable thrown) {
        entries.exit(ThreadState.current(), (Scope) token);
        return thrown;
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
