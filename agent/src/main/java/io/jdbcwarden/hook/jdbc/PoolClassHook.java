package io.jdbcwarden.hook.jdbc;

import io.jdbcwarden.hook.Hook;
import io.jdbcwarden.weave.Advice;
import io.jdbcwarden.weave.TypeShape;
import java.util.List;
import java.util.function.Predicate;

/** A hook on classes of one pool, those loaded before the agent included. */
abstract class PoolClassHook extends Hook {
    private final PoolClasses pool;
    private final Predicate<TypeShape> types;
    private final Advice advice;

    /**
     * @param suffix of the hook's name
     * @param types the pool's classes that are meant
     */
    PoolClassHook(PoolClasses pool, String suffix, Predicate<TypeShape> types, Advice advice) {
        super(pool.name() + suffix);
        this.pool = pool;
        this.types = types;
        this.advice = advice;
    }

    @Override
    public List<String> markers() {
        return pool.markers();
    }

    @Override
    public boolean matches(TypeShape type) {
        return types.test(type);
    }

    @Override
    public void notWoven(String className) {
        pool.notWoven(className.replace('/', '.'));
    }

    @Override
    public Advice advice() {
        return advice;
    }

    @Override
    public boolean matchesLoaded(Class<?> loaded) {
        return pool.mayHave(loaded);
    }
}
