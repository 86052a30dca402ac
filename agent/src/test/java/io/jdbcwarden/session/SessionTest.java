package io.jdbcwarden.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.jdbcwarden.metric.LeakCause;
import org.junit.jupiter.api.Test;

class SessionTest {
    private final Session session = Sessions.of(7, "entry");

    @Test
    void isReturnedByTheFirstWhoCloses() {
        assertThat(session.beginReturn()).isTrue();
        assertThat(session.beginReturn()).isFalse();
        assertThat(session.beginReclaim(LeakCause.MANUAL)).isFalse();
        assertThat(session.state()).isEqualTo(Session.State.RETURNING);

        session.end();

        assertThat(session.state()).isEqualTo(Session.State.ENDED);
        assertThat(session.cause()).isNull();
    }

    @Test
    void mayBeInATransactionOnceTheDriversConnectionWasTakenOut() {
        assertThat(session.mayBeInTransaction()).isFalse();
        session.work().autoCommit(true);
        session.work().started(new Object(), "SELECT 1", 0);
        session.work().finished(1, false);
        assertThat(session.mayBeInTransaction()).isFalse();

        session.unwrapped();

        assertThat(session.mayBeInTransaction()).isTrue();
    }

    @Test
    void refusesCallsOnceItIsBeingReclaimed() {
        assertThat(session.beginReclaim(LeakCause.EXPIRED)).isTrue();

        assertThat(session.enterCall()).isFalse();
        assertThat(session.calls()).isZero();
        assertThat(session.cause()).isEqualTo(LeakCause.EXPIRED);
    }

    @Test
    void isNeverIdleForLongerThanTheReaperSaw() {
        assertThat(session.idleNanos(session.observe(), 1_000)).isZero();
        session.observeIdle(session.observe(), 1_000);
        assertThat(session.idleNanos(session.observe(), 5_000)).isEqualTo(4_000);

        session.enterCall();
        assertThat(session.idleNanos(session.observe(), 6_000)).isZero();
        session.leaveCall();
        assertThat(session.idleNanos(session.observe(), 7_000)).isZero();
        session.observeIdle(session.observe(), 8_000);
        assertThat(session.idleNanos(session.observe(), 9_000)).isEqualTo(1_000);
    }

    @Test
    void countsTheCallsInsideAndAllCallsEver() {
        assertThat(session.enterCall()).isTrue();
        assertThat(session.enterCall()).isTrue();
        assertThat(session.calls()).isEqualTo(2);

        session.leaveCall();
        session.leaveCall();

        assertThat(session.calls()).isZero();
        assertThat(session.uses()).isEqualTo(2);
        assertThat(session.state()).isEqualTo(Session.State.LEASED);
    }

    @Test
    void isNotReclaimedOnAJudgementThatACallHasOvertaken() {
        long judged = session.observe();
        session.enterCall();
        session.leaveCall();

        assertThat(session.beginReclaim(judged, LeakCause.IDLE)).isFalse();
        assertThat(session.beginReclaim(session.observe(), LeakCause.IDLE)).isTrue();
    }

    @Test
    void canBeReclaimedByForceWhileACallIsInside() {
        session.enterCall();

        assertThat(session.beginReclaim(LeakCause.EXPIRED)).isTrue();
        session.leaveCall();
        session.end();

        assertThat(session.state()).isEqualTo(Session.State.ENDED);
        assertThat(session.calls()).isZero();
    }

    @Test
    void seemsIdleOnlySinceTheReaperLastSawItChange() {
        assertThat(session.observeIdle(session.observe(), 100)).isZero();
        assertThat(session.observeIdle(session.observe(), 250)).isEqualTo(150);

        session.enterCall();
        assertThat(session.observeIdle(session.observe(), 400)).isZero();
        assertThat(session.observeIdle(session.observe(), 900)).isZero();
        session.leaveCall();

        assertThat(session.observeIdle(session.observe(), 1000)).isEqualTo(100);
    }

    @Test
    void isReportedOnceForBeingHeldLong() {
        assertThat(session.suspect()).isTrue();
        assertThat(session.suspect()).isFalse();
        assertThat(session.isSuspected()).isTrue();
    }
}
