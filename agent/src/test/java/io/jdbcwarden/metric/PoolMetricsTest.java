package io.jdbcwarden.metric;

import static org.assertj.core.api.Assertions.assertThat;

import io.jdbcwarden.util.Threads;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PoolMetricsTest {
    private final PoolMetrics metrics = new PoolMetrics();

    @Test
    void countsBorrowsByTheirEnd() {
        metrics.shared().borrowed(1_000_000);
        metrics.shared().borrowed(1_000_000);
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
        metrics.shared().borrowed(1_000_000);
        metrics.borrowFailed(2_000_000);
        metrics.borrowTimedOut(30_000_000_000L);
        metrics.borrowDenied();

        assertThat(metrics.borrowWait().count()).isEqualTo(3);
        assertThat(metrics.borrowWait().totalNanos()).isEqualTo(30_003_000_000L);
    }

    @Test
    void countsReturnsWithTheirLease() {
        metrics.shared().returned(5_000_000);

        assertThat(metrics.returns()).isEqualTo(1);
        assertThat(metrics.lease().maxNanos()).isEqualTo(5_000_000);
    }

    @Test
    void keepsTheNumberOfOpenSessionsAndTheMostThatWereSeen() {
        metrics.shared().borrowed(1);
        metrics.shared().borrowed(1);
        metrics.observePeak();
        metrics.shared().closed();
        metrics.shared().borrowed(1);
        metrics.shared().closed();

        assertThat(metrics.active()).isEqualTo(1);
        assertThat(metrics.peakActive()).isEqualTo(2);
    }

    @Test
    void neverSeesMoreSessionsThanThereWere() throws Exception {
        Threads.together(
                8,
                () -> {
                    Tally own = metrics.own(Thread.currentThread());
                    for (int i = 0; i < 20_000; i++) {
                        own.borrowed(1);
                        metrics.observePeak();
                        own.closed();
                    }
                    return true;
                });

        assertThat(metrics.active()).isZero();
        assertThat(metrics.peakActive()).isBetween(1, 8);
    }

    @Test
    void addsUpWhatEachThreadCountsForItself() throws Exception {
        Threads.together(
                8,
                () -> {
                    Tally own = metrics.own(Thread.currentThread());
                    for (int i = 0; i < 10_000; i++) {
                        own.borrowed(1_000);
                        own.returned(2_000);
                        own.statement(3_000);
                        own.closed();
                    }
                    return true;
                });

        assertThat(metrics.borrows()).isEqualTo(80_000);
        assertThat(metrics.borrowWait().totalNanos()).isEqualTo(80_000_000);
        assertThat(metrics.lease().totalNanos()).isEqualTo(160_000_000);
        assertThat(metrics.statement().totalNanos()).isEqualTo(240_000_000);
        assertThat(metrics.lease().maxNanos()).isEqualTo(2_000);
    }

    @Test
    void losesNothingOfAThreadThatDied() throws Exception {
        Thread thread =
                new Thread(
                        () -> {
                            Tally own = metrics.own(Thread.currentThread());
                            own.borrowed(1_000_000);
                            own.returned(7_000_000);
                        });
        thread.start();
        thread.join();

        metrics.settle();
        metrics.settle();

        assertThat(metrics.borrows()).isEqualTo(1);
        assertThat(metrics.active()).isEqualTo(1);
        assertThat(metrics.lease().maxNanos()).isEqualTo(7_000_000);
        assertThat(metrics.shared().opened()).as("kept in the shared one").isEqualTo(1);
    }

    @Test
    void givesSoManyThreadsATallyOfTheirOwnAndNoMore() {
        Set<Tally> tallies = new HashSet<>();
        for (int i = 0; i < 600; i++) {
            tallies.add(metrics.own(Thread.currentThread()));
        }

        assertThat(tallies).hasSize(513).contains(metrics.shared());
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
        metrics.shared().statement(1_000);
        metrics.shared().statement(2_000);
        metrics.statementFailed("23505");

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
