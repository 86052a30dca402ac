/** Small things that every other package may use: time, limits, errors, ids. */
package io.jdbcwarden.util;
