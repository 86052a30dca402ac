package io.jdbcwarden.hook.boundary;

import static net.bytebuddy.matcher.ElementMatchers.isStatic;
import static net.bytebuddy.matcher.ElementMatchers.named;
import static net.bytebuddy.matcher.ElementMatchers.namedOneOf;
import static net.bytebuddy.matcher.ElementMatchers.takesArgument;

import io.jdbcwarden.hook.Advices;
import io.jdbcwarden.hook.Hook;
import io.jdbcwarden.hook.Weave;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import net.bytebuddy.description.method.MethodDescription;
import net.bytebuddy.description.type.TypeDescription;
import net.bytebuddy.matcher.ElementMatcher;
import org.jspecify.annotations.Nullable;

/**
 * Learns the classes in which the application's logging keeps its diagnostic context, at the first
 * value put in: of SLF4J, Log4j 2 and Log4j 1. No loader of the application is asked for them.
 */
final class MdcHook extends Hook {
    private final MdcReader reader;

    MdcHook(MdcReader reader) {
        super("mdc");
        this.reader = reader;
    }

    /** What those classes name, and few others do: many use an MDC. */
    @Override
    public List<String> markers() {
        return Arrays.asList(
                "org/slf4j/spi/MDCAdapter",
                "org/apache/logging/log4j/spi/ThreadContextMap",
                "org/apache/log4j/helpers/ThreadLocalMap");
    }

    @Override
    public ElementMatcher<? super TypeDescription> types() {
        return namedOneOf(
                "org.slf4j.MDC", "org.apache.logging.log4j.ThreadContext", "org.apache.log4j.MDC");
    }

    @Override
    public List<Weave> weaves() {
        ElementMatcher.Junction<MethodDescription> put =
                named("put").and(takesArgument(0, String.class));
        ElementMatcher.Junction<MethodDescription> putAll =
                namedOneOf("setContextMap", "putAll").and(takesArgument(0, Map.class));
        return Collections.singletonList(
                Weave.of(isStatic().and(put.or(putAll)), Advices.StaticWithArgument.class));
    }

    @Override
    public boolean matchesLoaded(Class<?> loaded) {
        String name = loaded.getName();
        return name.startsWith("org.")
                && (name.equals("org.slf4j.MDC")
                        || name.equals("org.apache.logging.log4j.ThreadContext")
                        || name.equals("org.apache.log4j.MDC"));
    }

    /** Values may have been put there before, and never again. */
    @Override
    public void loadedBefore(Class<?> loaded) {
        reader.learn(loaded);
    }

    @Override
    public @Nullable Object enter(Object type, @Nullable Object argument) {
        reader.learn((Class<?>) type);
        return null;
    }
}
