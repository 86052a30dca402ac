/** The launcher classes: the only classes of the agent that an application can see. */
package io.jdbcwarden;
