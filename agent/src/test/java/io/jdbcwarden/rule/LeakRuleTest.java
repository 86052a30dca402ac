package io.jdbcwarden.rule;

import static org.assertj.core.api.Assertions.assertThat;

import io.jdbcwarden.config.PoolSettings;
import io.jdbcwarden.config.TestSettings;
import io.jdbcwarden.metric.LeakCause;
import io.jdbcwarden.session.Scope;
import io.jdbcwarden.session.Session;
import io.jdbcwarden.session.Sessions;
import io.jdbcwarden.session.TagSources;
import io.jdbcwarden.session.Tags;
import java.util.Collections;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class LeakRuleTest {
    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);
    private static final PoolSettings DEFAULTS = TestSettings.of().forPool("p");

    @Test
    void isCertainOnceTheRequestHasEnded() {
        Scope request =
                Scope.of(
                        "GET /",
                        Tags.NONE,
                        new TagSources(
                                Collections.emptyList(),
                                Collections.emptyList(),
                                Collections.emptyMap(),
                                key -> null),
                        0);
        Session session = Sessions.of(1, "entry", request);
        assertThat(cause(session, DEFAULTS, 0, 0, false)).isNull();

        request.leave();

        assertThat(cause(session, DEFAULTS, 0, 0, false)).isEqualTo(LeakCause.REQUEST_ENDED);
    }

    @Test
    void isCertainOnceTheOwningThreadIsDead() throws InterruptedException {
        Session session = borrowedByADeadThread();

        assertThat(cause(session, DEFAULTS, 0, 0, false)).isEqualTo(LeakCause.OWNER_DEAD);
    }

    @Test
    void sparesAConnectionOfADeadThreadThatWasHandedToALivingOne() throws InterruptedException {
        Session session = borrowedByADeadThread();
        session.handTo(Thread.currentThread());

        assertThat(cause(session, DEFAULTS, 0, 0, false)).isNull();
    }

    @Test
    void sparesAConnectionOfALivingThreadThatADeadOneHadUsed() throws InterruptedException {
        Session session = Sessions.of(1, "entry");
        Thread helper = new Thread(() -> session.handTo(Thread.currentThread()));
        helper.start();
        helper.join();

        assertThat(cause(session, DEFAULTS, 0, 0, false)).isNull();
    }

    @Test
    void takesTheEndOfTheMainThreadForNoDeath() throws InterruptedException {
        assertThat(cause(borrowedByADeadThread("main"), DEFAULTS, 0, 0, false)).isNull();
    }

    @Test
    void sparesAConnectionOfADeadThreadWhileACallRunsOnIt() throws InterruptedException {
        Session session = borrowedByADeadThread();
        session.enterCall();

        assertThat(cause(session, DEFAULTS, 0, 0, false)).isNull();
    }

    @Test
    void suspectsAnIdleOneOnlyUnderPressureUnlessToldOtherwise() {
        Session session = Sessions.of(1, "entry");
        PoolSettings always = TestSettings.of("reclaim.when=always").forPool("p");
        long sixMinutes = 360 * SECOND;

        assertThat(cause(session, DEFAULTS, sixMinutes, sixMinutes, false)).isNull();
        assertThat(cause(session, DEFAULTS, sixMinutes, sixMinutes, true))
                .isEqualTo(LeakCause.IDLE);
        assertThat(cause(session, always, sixMinutes, sixMinutes, false)).isEqualTo(LeakCause.IDLE);
        assertThat(cause(session, always, sixMinutes, 299 * SECOND, true)).isNull();
    }

    @Test
    void neverJudgesByIdlenessOnceTheDriversConnectionWasTakenOut() {
        Session session = Sessions.of(1, "entry");
        session.unwrapped();

        assertThat(cause(session, DEFAULTS, 3600 * SECOND, 3600 * SECOND, true)).isNull();
        assertThat(LeakRule.isIdle(session, DEFAULTS, 3600 * SECOND)).isFalse();
    }

    /** A pool is asked for its numbers only then. */
    @Test
    void asksWhetherThereIsPressureOnlyForASessionThatIsIdle() {
        Session session = Sessions.of(1, "entry");

        assertThat(LeakRule.isIdle(session, DEFAULTS, 299 * SECOND)).isFalse();
        assertThat(LeakRule.isIdle(session, DEFAULTS, 300 * SECOND)).isTrue();
    }

    @Test
    void expiresOnlyWhereALifetimeIsSet() {
        Session session = Sessions.of(1, "entry");
        PoolSettings aged = TestSettings.of("lease.max-age=10s").forPool("p");

        assertThat(cause(session, DEFAULTS, 100_000 * SECOND, 0, true)).isNull();
        assertThat(cause(session, aged, 9 * SECOND, 0, false)).isNull();
        assertThat(cause(session, aged, 10 * SECOND, 0, false)).isEqualTo(LeakCause.EXPIRED);
    }

    @Test
    void reportsWhatIsHeldLongUnlessSwitchedOff() {
        PoolSettings off = TestSettings.of("lease.suspect-after=off").forPool("p");

        assertThat(LeakRule.isSuspect(DEFAULTS, 29 * SECOND)).isFalse();
        assertThat(LeakRule.isSuspect(DEFAULTS, 30 * SECOND)).isTrue();
        assertThat(LeakRule.isSuspect(off, 3600 * SECOND)).isFalse();
    }

    private static @Nullable LeakCause cause(
            Session session, PoolSettings settings, long age, long idle, boolean pressure) {
        return LeakRule.cause(session, settings, age, idle, pressure);
    }

    private static Session borrowedByADeadThread() throws InterruptedException {
        return borrowedByADeadThread("worker");
    }

    private static Session borrowedByADeadThread(String name) throws InterruptedException {
        AtomicReference<@Nullable Session> session = new AtomicReference<>();
        Thread owner = new Thread(() -> session.set(Sessions.of(1, "entry")), name);
        owner.start();
        owner.join();
        Session borrowed = session.get();
        assertThat(borrowed).isNotNull();
        return borrowed;
    }
}
