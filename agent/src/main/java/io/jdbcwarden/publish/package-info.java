/**
 * Where others collect metrics in this JVM, ours are put beside theirs: the application's
 * Micrometer registries, and the registry of the JMX exporter. All of it is reached by reflection,
 * since it is the application's.
 */
package io.jdbcwarden.publish;
