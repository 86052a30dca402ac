package io.jdbcwarden.it;

import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/**
 * A request of an application with an entry point of its own, which the setting {@code
 * scope.methods} names. Its id and its user stand in the MDC, as applications put them there.
 */
final class Request {
    /** What the application does for it. */
    interface Work {
        void run() throws Exception;
    }

    private final String id;
    private final @Nullable String user;

    private Request(String id, @Nullable String user) {
        this.id = id;
        this.user = user;
    }

    static Request of(String id, @Nullable String user) {
        return new Request(id, user);
    }

    /** Serves it on this thread. */
    void run(Work work) throws Exception {
        MDC.put("requestId", id);
        if (user != null) {
            MDC.put("user", user);
        }
        try {
            serve(work);
        } finally {
            MDC.clear();
        }
    }

    /** The entry point. */
    void serve(Work work) throws Exception {
        work.run();
    }
}
