/** What the jar prints for Prometheus and Grafana, on a real Prometheus. */
@NullMarked
package io.jdbcwarden.it.prometheus;

import org.jspecify.annotations.NullMarked;
