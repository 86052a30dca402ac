/** A pool of the application's own making, which no leaf knows. */
@NullMarked
package io.jdbcwarden.it.unknown;

import org.jspecify.annotations.NullMarked;
