/**
 * What JMX shows, in the domain {@code jdbcwarden}: open types only, so that JConsole and every
 * other client reads it without a class of ours. Loaded at the first borrow, by a thread of the
 * agent: what starts earlier could disturb a container that brings its own MBean server.
 */
package io.jdbcwarden.jmx;
