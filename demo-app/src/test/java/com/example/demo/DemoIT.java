package com.example.demo;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** The demo shows what it promises to show. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DemoIT {

    private RunResult without;
    private RunResult with;

    @BeforeAll
    void runTheShortDemo() throws Exception {
        Demo demo = new Demo(DemoSettings.parse("--short"));
        demo.run();
        without = demo.without;
        with = demo.with;
    }

    @Test
    void losesConnectionsWithoutTheAgentAndNoneWithIt() {
        assertThat(without.connectionsLost).isPositive();
        assertThat(without.idleInTransaction).isPositive();
        assertThat(with.connectionsLost).isZero();
        assertThat(with.idleInTransaction).isZero();
        assertThat(with.warden.reclaimed).isPositive();
    }

    @Test
    void showsNobodyThePricesOfAnotherCustomer() {
        assertThat(without.wrongCustomer).isPositive();
        assertThat(with.wrongCustomer).isZero();
        assertThat(without.refused).isZero();
        assertThat(with.refused).isPositive();
        assertThat(with.warden.blocked).isGreaterThanOrEqualTo(with.refused);
    }

    @Test
    void reportsEachReservationThatWasNotCommitted() {
        assertThat(without.reservationsLost).isPositive();
        assertThat(with.warden.dirtyReturns).isGreaterThanOrEqualTo(with.reservationsLost);
    }

    @Test
    void letsFewerCustomersWaitOrFail() {
        assertThat(with.served).isPositive();
        assertThat(with.failed).isLessThanOrEqualTo(without.failed);
        assertThat(with.waited).isLessThan(without.waited);
    }

    @Test
    void failsAtOnceWhileTheDatabaseIsDownAndComesBackByItself() {
        assertThat(without.timeToFailMillis).isGreaterThan(1_000);
        assertThat(with.timeToFailMillis).isLessThan(100);
        assertThat(with.recoverySeconds).isLessThan(10);
    }
}
