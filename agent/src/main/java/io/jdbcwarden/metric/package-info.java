/**
 * What is counted, and the one catalogue of it that JMX, Prometheus and the console read. Counting
 * is on the path of every borrow and statement: no lock, no allocation.
 */
package io.jdbcwarden.metric;
