package io.jdbcwarden.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.jdbcwarden.it.PoolKind.Bean;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What is different about IronJacamar. */
@Tag("any-pool")
class IronJacamarTest {
    private static final Duration SOON = Duration.ofSeconds(20);

    private final PoolKind kind =
            PoolKind.all().filter(k -> k.id().equals("ironjacamar-3.0.18.Final")).findAny().get();

    @Test
    void aConnectionBorrowedInATransactionHasNoSession() throws Exception {
        try (AnyPool pool = AnyPool.of(kind, 1)) {
            Bean transactions = transactions(pool);
            transactions.call("begin");
            Connection connection = pool.borrow();
            WatchedPool.execute(connection, "create temp table inside (value int)");

            assertThat(pool.sessions()).isEmpty();
            connection.close();
            transactions.call("commit");
            assertThat(pool.number("DirtyReturns")).isZero();
            try (Connection next = pool.borrow()) {
                WatchedPool.execute(next, "select * from inside");
            }
        }
    }

    @Test
    void oneThatATransactionTookSinceIsNeitherTakenBackNorRolledBack() throws Exception {
        try (AnyPool pool = judgingIdleness()) {
            Connection other = pool.borrow();
            Bean transactions = transactions(pool);
            Bean components =
                    new Bean(IronJacamar.manager(pool.source()).call("getCachedConnectionManager"));
            components.call("pushMetaAwareObject", this, Set.of());
            Connection connection = pool.borrow();
            transactions.call("begin");
            components.call("userTransactionStarted");
            WatchedPool.execute(connection, "create temp table since (value int)");
            awaitThatItIsTakenBack(other, pool);

            assertThat(pool.sessions()).hasSize(1);
            connection.close();
            assertThat(pool.sessions()).isEmpty();
            transactions.call("commit");
            assertThat(pool.number("DirtyReturns")).isZero();
            try (Connection next = pool.borrow()) {
                WatchedPool.execute(next, "select * from since");
            }
            components.call("popMetaAwareObject", Set.of());
        }
    }

    @Test
    void oneWhoseDriverConnectionWasTakenOutIsNotJudgedByIdleness() throws Exception {
        try (AnyPool pool = judgingIdleness();
                Connection connection = pool.borrow();
                Connection other = pool.borrow()) {
            new Bean(connection).call("getUnderlyingConnection");
            awaitThatItIsTakenBack(other, pool);

            WatchedPool.execute(connection, "select 1");
        }
    }

    @Test
    void aUseAfterCloseIsCountedThoughTheHandleHasForgottenItsConnection() throws Exception {
        try (AnyPool pool = AnyPool.of(kind, 1)) {
            Connection closed = pool.borrow();
            closed.close();

            assertThatThrownBy(closed::createStatement).isInstanceOf(SQLException.class);
            assertThat(pool.violations("AFTER_CLOSE")).isEqualTo(1);
        }
    }

    private AnyPool judgingIdleness() throws Exception {
        return AnyPool.of(kind, 2).set("lease.max-idle", "1s").set("reclaim.when", "always");
    }

    /** It is used once more, so any other one has been idle for longer when it goes. */
    private static void awaitThatItIsTakenBack(Connection other, AnyPool pool) throws Exception {
        WatchedPool.execute(other, "select 1");
        await().atMost(SOON).until(() -> pool.reclaims("IDLE", "EVICTED") == 1);
    }

    private static Bean transactions(AnyPool pool) throws ReflectiveOperationException {
        Object integration = IronJacamar.manager(pool.source()).call("getTransactionIntegration");
        return new Bean(new Bean(integration).call("getTransactionManager"));
    }
}
