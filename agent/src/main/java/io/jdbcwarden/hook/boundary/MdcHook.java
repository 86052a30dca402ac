package io.jdbcwarden.hook.boundary;

import io.jdbcwarden.hook.Hook;
import io.jdbcwarden.weave.Advice;
import io.jdbcwarden.weave.MethodShape;
import io.jdbcwarden.weave.TypeShape;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Learns the classes in which the application's logging keeps its diagnostic context, at the first
 * value put in: of SLF4J, Log4j 2 and Log4j 1. No loader of the application is asked for them.
 */
final class MdcHook extends Hook {
    private static final String[] CLASSES = {
        "org.slf4j.MDC", "org.apache.logging.log4j.ThreadContext", "org.apache.log4j.MDC"
    };

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
    public boolean matches(TypeShape type) {
        return type.isNamed(CLASSES);
    }

    @Override
    public boolean matches(MethodShape method) {
        return method.isStatic()
                && ((method.isNamed("put") && method.takes(0, "java.lang.String"))
                        || (method.isNamed("setContextMap", "putAll")
                                && method.takes(0, "java.util.Map")));
    }

    @Override
    public Advice advice() {
        return Advice.STATIC_WITH_ARGUMENT;
    }

    @Override
    public boolean matchesLoaded(Class<?> loaded) {
        String name = loaded.getName();
        return name.startsWith("org.") && Arrays.asList(CLASSES).contains(name);
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
