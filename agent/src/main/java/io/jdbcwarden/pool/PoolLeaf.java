package io.jdbcwarden.pool;

import io.jdbcwarden.util.Members;
import org.jspecify.annotations.Nullable;

/** One kind of pool. Found by {@link java.util.ServiceLoader}; leaves do not know each other. */
public interface PoolLeaf {
    /** Whether data sources of this class are this pool's. Decides by the class's name. */
    boolean handles(Class<?> dataSource);

    /**
     * A data source class of the version of the pool that a handle's class belongs to; null if it
     * is not this pool's. Decides by the class's name.
     *
     * @param handle its class; of a proxy, that of its invocation handler
     * @throws ClassNotFoundException if the handle's loader does not know it
     */
    @Nullable Class<?> dataSourceOf(Class<?> handle) throws ClassNotFoundException;

    /**
     * Resolves what is needed of this version of the pool.
     *
     * @throws ReflectiveOperationException if a member is missing: the pool is then left alone
     */
    BoundPool bind(Class<?> dataSource, Members members) throws ReflectiveOperationException;
}
