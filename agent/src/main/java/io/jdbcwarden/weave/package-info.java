/** Weaves calls of the bridge into class files. */
package io.jdbcwarden.weave;
