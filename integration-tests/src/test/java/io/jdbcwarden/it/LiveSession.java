package io.jdbcwarden.it;

import javax.management.openmbean.CompositeData;
import org.jspecify.annotations.Nullable;

/**
 * A row of the agent's table of sessions.
 *
 * @param requestId empty or null outside any request
 * @param user empty or null while none is known
 * @param state LEASED while its owner has it
 */
record LiveSession(
        long id,
        String pool,
        @Nullable String requestId,
        @Nullable String user,
        long threadId,
        String state) {

    LiveSession(CompositeData row) {
        this(
                ((Number) row.get("id")).longValue(),
                (String) row.get("pool"),
                (String) row.get("requestId"),
                (String) row.get("user"),
                ((Number) row.get("threadId")).longValue(),
                (String) row.get("state"));
    }
}
