package io.jdbcwarden.metric;

import static org.assertj.core.api.Assertions.assertThat;

import io.jdbcwarden.util.Threads;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class PoolMetricsTest {
    private final PoolMetrics metrics = new PoolMetrics();

    @Test
    void countsBorrowsByTheirEnd() {
        metrics.borrowed(1_000_000);
        metrics.borrowed(1_000_000);
        metrics.borrowFailed(2_000_000);
        metrics.borrowTimedOut(30_000_000_000L);
        metrics.borrowDenied();

        assertThat(metrics.borrows()).isEqualTo(2);
        assertThat(metrics.borrowFailures()).isEqualTo(1);
        assertThat(metrics.borrowTimeouts()).isEqualTo(1);
        assertThat(metrics.borrowsDenied()).isEqualTo(1);
    }

    @Test
    void measuresTheWaitOfEachBorrowThatAskedThePool() {
        metrics.borrowed(1_000_000);
        metrics.borrowFailed(2_000_000);
        metrics.borrowTimedOut(30_000_000_000L);
        metrics.borrowDenied();

        assertThat(metrics.borrowWait().count()).isEqualTo(3);
        assertThat(metrics.borrowWait().totalNanos()).isEqualTo(30_003_000_000L);
    }

    @Test
    void countsReturnsWithTheirLease() {
        metrics.returned(5_000_000);

        assertThat(metrics.returns()).isEqualTo(1);
        assertThat(metrics.lease().maxNanos()).isEqualTo(5_000_000);
    }

    @Test
    void keepsTheNumberOfOpenSessionsAndItsPeak() {
        metrics.opened();
        metrics.opened();
        metrics.closed();
        metrics.opened();
        metrics.closed();

        assertThat(metrics.active()).isEqualTo(1);
        assertThat(metrics.peakActive()).isEqualTo(2);
    }

    @Test
    void peakIsExactThoughManyThreadsBorrow() throws Exception {
        AtomicInteger active = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();

        Threads.together(
                8,
                () -> {
                    for (int i = 0; i < 20_000; i++) {
                        metrics.opened();
                        // Between opened and closed on both sides: at most what the gauge sees.
                        most.accumulateAndGet(active.incrementAndGet(), Math::max);
                        active.decrementAndGet();
                        metrics.closed();
                    }
                    return true;
                });

        assertThat(metrics.active()).isZero();
        assertThat(metrics.peakActive()).isBetween(most.get(), 8);
    }

    @Test
    void countsLeaksByCause() {
        metrics.leak(LeakCause.REQUEST_ENDED);
        metrics.leak(LeakCause.REQUEST_ENDED);
        metrics.leak(LeakCause.IDLE);

        assertThat(metrics.leaks(LeakCause.REQUEST_ENDED)).isEqualTo(2);
        assertThat(metrics.leaks(LeakCause.IDLE)).isEqualTo(1);
        assertThat(metrics.leaks(LeakCause.MANUAL)).isZero();
    }

    @Test
    void countsReclaimsByCauseAndOutcome() {
        for (LeakCause cause : LeakCause.values()) {
            for (ReclaimOutcome outcome : ReclaimOutcome.values()) {
                metrics.reclaim(cause, outcome);
            }
        }
        metrics.reclaim(LeakCause.EXPIRED, ReclaimOutcome.EVICTED);

        assertThat(metrics.reclaims(LeakCause.EXPIRED, ReclaimOutcome.EVICTED)).isEqualTo(2);
        assertThat(metrics.reclaims(LeakCause.EXPIRED, ReclaimOutcome.FAILED)).isEqualTo(1);
        assertThat(metrics.reclaims(LeakCause.MANUAL, ReclaimOutcome.EXEMPT)).isEqualTo(1);
    }

    @Test
    void countsViolationsByKind() {
        metrics.violation(ViolationKind.CROSS_USER);

        assertThat(metrics.violations(ViolationKind.CROSS_USER)).isEqualTo(1);
        assertThat(metrics.violations(ViolationKind.CONCURRENT)).isZero();
    }

    @Test
    void countsFailedStatementsAsStatementsToo() {
        metrics.statement(1_000, false);
        metrics.statement(2_000, true);

        assertThat(metrics.statements()).isEqualTo(2);
        assertThat(metrics.statementErrors()).isEqualTo(1);
        assertThat(metrics.statement().totalNanos()).isEqualTo(3_000);
    }

    @Test
    void countsWhatIsOddButAllowed() {
        metrics.nestedBorrow();
        metrics.handOff();
        metrics.handOff();
        metrics.dirtyReturn();
        metrics.suspectedLeak();
        metrics.suspectedLeak();
        metrics.recoveredLeak();

        assertThat(metrics.nestedBorrows()).isEqualTo(1);
        assertThat(metrics.handOffs()).isEqualTo(2);
        assertThat(metrics.dirtyReturns()).isEqualTo(1);
        assertThat(metrics.suspectedLeaks()).isEqualTo(2);
        assertThat(metrics.recoveredLeaks()).isEqualTo(1);
    }
}
