/**
 * The web console and its HTTP API, on the JDK's own HTTP server: a face of the same beans that JMX
 * shows. Nothing of it is loaded unless {@code console.port} is set.
 */
package io.jdbcwarden.console;
