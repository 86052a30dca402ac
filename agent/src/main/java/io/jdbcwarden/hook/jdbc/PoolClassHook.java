package io.jdbcwarden.hook.jdbc;

import io.jdbcwarden.hook.Hook;
import io.jdbcwarden.weave.Advice;
import io.jdbcwarden.weave.TypeShape;
import java.util.Collections;
import java.util.List;

/** A hook on classes of one pool, those loaded before the agent included. */
abstract class PoolClassHook extends Hook {
    private final String marker;
    private final List<String> classes;
    private final boolean generated;
    private final Advice advice;

    /**
     * @param suffix of the hook's name
     * @param classes the names of the classes that are meant
     */
    PoolClassHook(PoolClasses pool, String suffix, List<String> classes, Advice advice) {
        this(pool, suffix, classes, pool.isGenerated(), advice);
    }

    /**
     * The same.
     *
     * @param generated whether the classes that extend those are meant, and not they themselves
     */
    PoolClassHook(
            PoolClasses pool,
            String suffix,
            List<String> classes,
            boolean generated,
            Advice advice) {
        super(pool.name() + suffix);
        this.marker = pool.marker();
        this.classes = classes;
        this.generated = generated;
        this.advice = advice;
    }

    @Override
    public List<String> markers() {
        return Collections.singletonList(marker);
    }

    @Override
    public boolean matches(TypeShape type) {
        return classes.contains(generated ? type.superName() : type.name());
    }

    @Override
    public Advice advice() {
        return advice;
    }

    @Override
    public boolean matchesLoaded(Class<?> loaded) {
        return loaded.getName().startsWith(marker.replace('/', '.'));
    }
}
