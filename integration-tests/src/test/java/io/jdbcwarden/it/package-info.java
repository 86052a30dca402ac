/**
 * The packaged agent on real pools, databases and servers.
 *
 * <p>{@link io.jdbcwarden.it.Postgres} is the database, {@link io.jdbcwarden.it.Jvm} starts another
 * JVM with the agent. The JVM of the tests runs with the agent itself.
 */
package io.jdbcwarden.it;
