package io.jdbcwarden.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Many requests of many users through one pool: each has its own session, and nobody else's. */
class ConcurrentSessionsTest {
    private static final int ROUNDS = 10;
    private static final int REQUESTS = 100;
    private static final int USERS = 50;
    private static final int SIZE = 40;

    private final Hands hands = new Hands();
    private volatile CountDownLatch holding = new CountDownLatch(0);

    @Test
    void servesEachRequestWithASessionOfItsOwn() throws Exception {
        try (TestPool pool = TestPool.of("shop", SIZE);
                WebServer server = new WebServer((id, user) -> serve(pool, id, user))) {
            long before = pool.number("Borrows");
            for (int round = 0; round < ROUNDS; round++) {
                // The first ones wait for each other, so that the pool is empty once a round.
                holding = new CountDownLatch(SIZE);
                assertThat(sendAll(server, round)).allMatch(response -> response.equals("200 ok"));
            }
            assertThat(pool.number("Borrows") - before).isEqualTo(ROUNDS * REQUESTS);
            assertThat(hands.shared()).isEmpty();
            assertThat(pool.number("PeakActive")).isEqualTo(SIZE);
            assertThat(pool.sessions()).isEmpty();
            assertThat(pool.numbers().getActiveConnections()).isZero();
            assertThat(pool.number("Active")).isZero();
            assertThat(pool.leaks("REQUEST_ENDED")).isZero();
            for (String kind : List.of("CROSS_REQUEST", "CROSS_USER", "CONCURRENT")) {
                assertThat(pool.violations(kind)).as(kind).isZero();
            }
        }
    }

    private String serve(TestPool pool, String id, String user) throws Exception {
        try (Connection connection = pool.borrow()) {
            int pid = TestPool.pid(connection);
            hands.take(pid);
            holding.countDown();
            assertThat(holding.await(30, TimeUnit.SECONDS)).isTrue();
            LiveSession session = pool.mySession();
            assertThat(session.requestId()).isEqualTo(id);
            assertThat(session.user()).isEqualTo(user);
            assertThat(TestPool.pid(connection)).isEqualTo(pid);
            hands.giveBack(pid);
        }
        return "ok";
    }

    private static List<String> sendAll(WebServer server, int round) throws Exception {
        List<FutureTask<HttpResponse<String>>> sent = new ArrayList<>();
        for (int i = 0; i < REQUESTS; i++) {
            String id = "request-" + round + "-" + i;
            String user = "user-" + i % USERS;
            sent.add(Threads.start(() -> server.send(id, user)));
        }
        List<String> answers = new ArrayList<>();
        for (FutureTask<HttpResponse<String>> task : sent) {
            HttpResponse<String> response = Threads.get(task);
            answers.add(response.statusCode() + " " + response.body());
        }
        return answers;
    }
}
