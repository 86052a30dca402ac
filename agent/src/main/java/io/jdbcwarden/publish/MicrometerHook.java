package io.jdbcwarden.publish;

import io.jdbcwarden.hook.Hook;
import io.jdbcwarden.weave.Advice;
import io.jdbcwarden.weave.MethodShape;
import io.jdbcwarden.weave.TypeShape;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Learns of each Micrometer registry when it is made. */
final class MicrometerHook extends Hook {
    private final Micrometer micrometer;

    MicrometerHook(Micrometer micrometer) {
        super("micrometer");
        this.micrometer = micrometer;
    }

    /** What the class itself names, and few others do: many use a registry. */
    @Override
    public List<String> markers() {
        return Collections.singletonList("io/micrometer/core/instrument/MeterRegistry$More");
    }

    @Override
    public boolean matches(TypeShape type) {
        return type.isNamed(MicrometerRegistry.BASE);
    }

    @Override
    public boolean matches(MethodShape method) {
        return method.isConstructor();
    }

    @Override
    public Advice advice() {
        return Advice.CONSTRUCTED;
    }

    @Override
    public boolean matchesLoaded(Class<?> loaded) {
        return loaded.getName().equals(MicrometerRegistry.BASE);
    }

    @Override
    public void loadedBefore(Class<?> loaded) {
        micrometer.loadedBefore(loaded);
    }

    @Override
    public @Nullable Object enter(Object self, @Nullable Object argument) {
        micrometer.made(self);
        return null;
    }
}
