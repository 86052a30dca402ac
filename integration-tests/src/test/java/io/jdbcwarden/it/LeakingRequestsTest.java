package io.jdbcwarden.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.sql.Connection;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;

/** An application that never returns a connection goes on as if it did. */
class LeakingRequestsTest {
    private static final int REQUESTS = 10_000;
    private static final int CLIENTS = 20;
    private static final int SIZE = 10;

    private final Set<Connection> kept = ConcurrentHashMap.newKeySet();
    private final Set<String> backends = ConcurrentHashMap.newKeySet();

    @Test
    void servesTenThousandRequestsThatEachLeakFromAPoolOfTen() throws Exception {
        try (TestPool pool = TestPool.of("leaky", SIZE);
                WebServer server = new WebServer((id, user) -> leak(pool))) {
            List<FutureTask<Integer>> clients = new ArrayList<>();
            for (int client = 0; client < CLIENTS; client++) {
                String user = "user-" + client;
                clients.add(Threads.start(() -> sendAll(server, user)));
            }
            int served = 0;
            for (FutureTask<Integer> client : clients) {
                served += Threads.get(client);
            }

            assertThat(served).isEqualTo(REQUESTS);
            // The last answers are there before their requests have ended.
            await().until(() -> pool.reclaims("REQUEST_ENDED", "RETURNED") == REQUESTS);
            assertThat(pool.leaks("REQUEST_ENDED")).isEqualTo(REQUESTS);
            // The physical connections were used again: the database saw no storm of new ones.
            assertThat(backends).hasSizeLessThanOrEqualTo(SIZE);
            assertThat(pool.numbers().getActiveConnections()).isZero();
            assertThat(pool.sessions()).isEmpty();
        }
    }

    private String leak(TestPool pool) throws Exception {
        Connection connection = pool.borrow();
        if (kept.size() < 100) {
            // Some are kept reachable, as in a static field; the others are dropped.
            kept.add(connection);
        }
        backends.add(TestPool.value(connection, "select pg_backend_pid()"));
        return "ok";
    }

    private static int sendAll(WebServer server, String user) throws Exception {
        int served = 0;
        for (int i = 0; i < REQUESTS / CLIENTS; i++) {
            served += server.send(user + "-" + i, user).statusCode() == 200 ? 1 : 0;
        }
        return served;
    }
}
