/**
 * Requests on real servers. The application is written once, for {@code javax.servlet}; {@link
 * io.jdbcwarden.it.web.JakartaClasses} makes the one for {@code jakarta.servlet} of it. It runs in
 * JVMs of its own, because its servers cannot share a class path.
 */
package io.jdbcwarden.it.web;
