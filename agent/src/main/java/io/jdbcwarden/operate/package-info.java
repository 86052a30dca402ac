/**
 * What an operator can see and do, whichever face shows it: health, metrics, live settings, a probe
 * and a load test.
 */
package io.jdbcwarden.operate;
