/** A circuit breaker: fails fast while what it guards is down. It knows nothing of JDBC. */
package io.jdbcwarden.breaker;
