package io.jdbcwarden.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.jdbcwarden.util.ManualClock;
import java.util.Collections;
import org.junit.jupiter.api.Test;

class WorkKindsTest {
    private final ManualClock clock = new ManualClock(0);
    private final WorkKinds kinds = new WorkKinds(clock);
    private final TagSources sources =
            new TagSources(
                    Collections.emptyList(),
                    Collections.emptyList(),
                    Collections.emptyMap(),
                    name -> null);
    private final ThreadState state = ThreadState.current();

    private Session session(Scope scope, int statements, long nanosEach) {
        Session session = Sessions.of(1, new Object(), scope);
        run(session, statements, nanosEach);
        return session;
    }

    private static void run(Session session, int statements, long nanosEach) {
        for (int i = 0; i < statements; i++) {
            session.work().started(new Object(), "SELECT 1", 1);
            session.work().finished(nanosEach, false);
        }
    }

    private void request(String entry, int statements) {
        Scope scope = Scope.of(entry, Tags.NONE, sources, 0);
        kinds.returned(session(scope, statements, 10), state, 1000);
        kinds.requestEnded(scope);
    }

    private WorkKind kind(String name) {
        return kinds.all().stream()
                .filter(kind -> kind.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError(name));
    }

    @Test
    void addsUpWhatTheRequestsOfAKindDid() {
        request("GET /orders", 2);
        request("GET /orders", 40);
        request("GET /prices", 1);

        WorkKind orders = kind("GET /orders");
        assertThat(orders.requests()).isEqualTo(2);
        assertThat(orders.sessions()).isEqualTo(2);
        assertThat(orders.statementsPerRequest()).isEqualTo(21);
        assertThat(orders.mostStatements()).isEqualTo(40);
        assertThat(orders.leaseNanos()).isEqualTo(2000);
        assertThat(orders.idleShare()).isEqualTo(1 - 420 / 2000.0, within(1e-9));
        assertThat(kind("GET /prices").statementsPerRequest()).isEqualTo(1);
    }

    @Test
    void aRequestIsOneHoweverManyConnectionsItHad() {
        Scope scope = Scope.of("GET /many", Tags.NONE, sources, 0);
        for (int i = 0; i < 5; i++) {
            kinds.returned(session(scope, 3, 10), state, 100);
        }
        kinds.requestEnded(scope);

        assertThat(kind("GET /many").requests()).isEqualTo(1);
        assertThat(kind("GET /many").sessions()).isEqualTo(5);
        assertThat(kind("GET /many").mostStatements()).isEqualTo(15);
    }

    @Test
    void tellsAHundredKindsApartAndNoMore() {
        for (int i = 0; i < WorkKinds.MOST + 7; i++) {
            request("GET /page/" + i, 1);
        }

        assertThat(kinds.all()).hasSize(WorkKinds.MOST + 1);
        assertThat(kind(WorkKinds.OTHER).requests()).isEqualTo(7);
    }

    @Test
    void aThreadOutsideOfRequestsIsOfTheKindOfItsName() {
        state.work(null);
        String name = Thread.currentThread().getName();
        Thread.currentThread().setName("job-17-4");
        try {
            kinds.returned(Sessions.of(1, new Object()), state, 1000);
        } finally {
            Thread.currentThread().setName(name);
            state.work(null);
        }

        assertThat(kind("thread job-*-*").requests()).isEqualTo(1);
        assertThat(kind("thread job-*-*").idleShare()).isEqualTo(1);
    }

    @Test
    void aThreadThatBorrowsAllTheTimeAddsUpFromTimeToTime() {
        state.work(null);
        String name = "thread " + Thread.currentThread().getName().replaceAll("[0-9]+", "*");
        kinds.returned(Sessions.of(1, new Object()), state, 1000);
        kinds.returned(Sessions.of(1, new Object()), state, 1000);
        long before = kind(name).requests();
        for (int i = 0; i < 130; i++) {
            kinds.returned(Sessions.of(1, new Object()), state, 1000);
        }
        assertThat(kind(name).requests()).isEqualTo(before + 128);

        kinds.returned(Sessions.of(1, new Object()), state, 200_000_000);
        assertThat(kind(name).requests()).isEqualTo(before + 131);
        state.work(null);
    }
}
