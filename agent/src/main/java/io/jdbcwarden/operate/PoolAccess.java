package io.jdbcwarden.operate;

import io.jdbcwarden.pool.GuardedPool;
import io.jdbcwarden.pool.Pools;
import java.util.stream.Collectors;
import javax.sql.DataSource;

/** Finds pools by the names that people give. */
final class PoolAccess {
    private PoolAccess() {}

    /**
     * The pool of this name.
     *
     * @throws IllegalArgumentException if there is none; its message names those there are
     */
    static GuardedPool pool(Pools pools, String name) {
        GuardedPool pool = pools.named(name);
        if (pool == null) {
            throw new IllegalArgumentException(
                    "no pool "
                            + name
                            + "; there are: "
                            + pools.all().stream()
                                    .map(GuardedPool::name)
                                    .collect(Collectors.joining(", ")));
        }
        return pool;
    }

    /**
     * What the application borrows from.
     *
     * @throws IllegalArgumentException if the application has dropped it
     */
    static DataSource dataSource(GuardedPool pool) {
        Object dataSource = pool.dataSource();
        if (dataSource instanceof DataSource) {
            return (DataSource) dataSource;
        }
        throw new IllegalArgumentException(
                "pool " + pool.name() + " is gone, or cannot be borrowed from");
    }
}
