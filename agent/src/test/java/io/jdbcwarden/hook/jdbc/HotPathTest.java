package io.jdbcwarden.hook.jdbc;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.pool.HikariPool;
import com.zaxxer.hikari.util.DriverDataSource;
import io.jdbcwarden.config.SettingsLoader;
import io.jdbcwarden.dialect.Dialects;
import io.jdbcwarden.hook.pool.PoolHooks;
import io.jdbcwarden.pool.Pools;
import io.jdbcwarden.reclaim.DatabaseTags;
import io.jdbcwarden.reclaim.Deadlines;
import io.jdbcwarden.reclaim.Deadlocks;
import io.jdbcwarden.reclaim.Reports;
import io.jdbcwarden.reclaim.SessionStates;
import io.jdbcwarden.reclaim.Transactions;
import io.jdbcwarden.reclaim.WorkReports;
import io.jdbcwarden.session.BorrowStacks;
import io.jdbcwarden.session.Incidents;
import io.jdbcwarden.session.SessionTable;
import io.jdbcwarden.session.ThreadState;
import io.jdbcwarden.session.WorkKinds;
import io.jdbcwarden.util.Clock;
import io.jdbcwarden.util.DistinctErrors;
import io.jdbcwarden.util.Opener;
import io.jdbcwarden.weave.TypeShape;
import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.sql.Connection;
import java.sql.Statement;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * What a borrow, a statement and a return do, in numbers that do not depend on the machine: bytes
 * allocated, clocks read, maps asked, hooks passed. How long they take is measured in {@code
 * benchmarks}.
 */
class HotPathTest {
    private static final int TIMES = 20_000;

    private final AtomicInteger clockReads = new AtomicInteger();
    private final AtomicInteger mapsAsked = new AtomicInteger();
    private final Clock clock = new CountingClock();
    private final DistinctErrors errors =
            new DistinctErrors(
                    (kind, error) -> {
                        throw new AssertionError(kind, error);
                    });
    private final Pools pools =
            new Pools(
                    SettingsLoader.load("stack=never", new Properties(), Map.of()).settings(),
                    clock,
                    errors,
                    Opener.NONE);
    private final SessionTable sessions =
            new SessionTable(
                    handle -> {
                        mapsAsked.incrementAndGet();
                        return pools.entryOf(handle);
                    });
    private final BorrowStacks stacks = new BorrowStacks(clock);
    private final Incidents incidents = new Incidents(clock);
    private final Reports reports = new Reports(pools, incidents, stacks, clock);
    private final WorkReports works = new WorkReports(reports, incidents, stacks, clock);
    private final Transactions transactions = new Transactions(new Dialects(errors), reports);
    private final SessionStates sessionStates =
            new SessionStates(new Dialects(errors), transactions, reports, new Deadlines(), errors);
    private final StateHandler states =
            new StateHandler(
                    sessionStates,
                    new DatabaseTags(new Dialects(errors), transactions, reports, errors));
    private final BorrowHandler borrows =
            new BorrowHandler(
                    pools,
                    sessions,
                    stacks,
                    transactions,
                    states,
                    reports,
                    works,
                    new Deadlocks(pools, sessions, works),
                    clock);
    private final ReturnHandler returns =
            new ReturnHandler(
                    sessions, transactions, sessionStates, reports, new WorkKinds(clock), clock);
    private final UseHandler uses = new UseHandler(sessions, reports, clock);
    private final StatementHandler statements = new StatementHandler(uses, states, works, clock);
    private final HikariDataSource pool = pool();

    private static HikariDataSource pool() {
        HikariConfig config = new HikariConfig();
        config.setDataSource(StubDatabase.dataSource());
        config.setMaximumPoolSize(1);
        config.setPoolName("hot");
        return new HikariDataSource(config);
    }

    @AfterEach
    void close() {
        pool.close();
    }

    private Connection borrow() throws Throwable {
        return borrow(pool, () -> {});
    }

    /** From a pool that tells what it reads from the clock. */
    private Connection borrowTold() throws Throwable {
        return borrow(
                pool, () -> ThreadState.current().poolsClock(System.nanoTime(), System.nanoTime()));
    }

    private Connection borrow(HikariDataSource from, Runnable within) throws Throwable {
        Object token = borrows.enter(from);
        Connection handle = from.getConnection();
        within.run();
        borrows.exit(from, requireNonNull(token), handle, null);
        return handle;
    }

    private void giveBack(Connection handle) throws Throwable {
        Object token = returns.enter(handle);
        handle.close();
        returns.exit(requireNonNull(token));
    }

    private void use(Connection handle) throws Throwable {
        uses.leave(requireNonNull(uses.enter(handle)));
    }

    private void execute(Statement statement) throws Throwable {
        statements.exit(requireNonNull(statements.enter(statement, "SELECT 1")), null, null);
    }

    @Test
    void borrowAndReturnAllocateOneSmallObject() throws Throwable {
        long guarded = bytes(() -> giveBack(borrow()));
        long bare = bytes(() -> pool.getConnection().close());

        assertThat(guarded - bare).as("bytes a borrow, over none").isBetween(0L, 100L);
    }

    @Test
    void aUseAllocatesNothing() throws Throwable {
        Connection handle = borrow();

        assertThat(bytes(() -> use(handle))).as("bytes a use").isZero();

        giveBack(handle);
    }

    @Test
    void aStatementAllocatesNothing() throws Throwable {
        Connection handle = borrow();
        Statement statement = handle.createStatement();

        assertThat(bytes(() -> execute(statement))).as("bytes a statement").isZero();

        giveBack(handle);
    }

    @Test
    void aBorrowReadsTheClockTwiceAndAReturnUsesThePoolsOwnReading() throws Throwable {
        giveBack(borrow());
        clockReads.set(0);

        Connection handle = borrow();
        assertThat(clockReads).as("to borrow").hasValue(2);
        giveBack(handle);
        assertThat(clockReads).as("to borrow and return").hasValue(2);
    }

    @Test
    void aBorrowReadsNoClockOnceItsPoolHasToldOfItsOwn() throws Throwable {
        giveBack(borrow());
        giveBack(borrowTold());
        clockReads.set(0);

        Connection handle = borrowTold();
        assertThat(clockReads).as("to borrow").hasValue(0);
        giveBack(handle);
        assertThat(clockReads).as("to borrow and return").hasValue(0);
    }

    @Test
    void aPoolThatTellsOfItsClockNoMoreIsNotWaitedFor() throws Throwable {
        giveBack(borrow());
        giveBack(borrowTold());
        giveBack(borrow());
        clockReads.set(0);

        giveBack(borrow());

        assertThat(clockReads).as("to borrow and return").hasValue(2);
    }

    @Test
    void aStatementReadsTheClockTwiceAndAnyOtherUseNever() throws Throwable {
        Connection handle = borrow();
        Statement statement = handle.createStatement();
        clockReads.set(0);

        use(handle);
        assertThat(clockReads).as("a use").hasValue(0);
        execute(statement);
        assertThat(clockReads).as("a statement").hasValue(2);

        giveBack(handle);
    }

    @Test
    void theOwnersCallsAskNoMap() throws Throwable {
        giveBack(borrow());
        mapsAsked.set(0);

        Connection handle = borrow();
        use(handle);
        execute(handle.createStatement());
        giveBack(handle);

        assertThat(mapsAsked).hasValue(0);
    }

    @Test
    void theOwnersCallOnAnEarlierConnectionAsksOnce() throws Throwable {
        HikariDataSource another = pool();
        Connection first = borrow();
        Connection second = borrow(another, () -> {});
        mapsAsked.set(0);

        use(first);

        assertThat(mapsAsked).hasValue(1);
        giveBack(second);
        giveBack(first);
        another.close();
    }

    @Test
    void aBorrowFromAKnownPoolPassesNoHookOfTheUnknownOnes() throws IOException {
        UnknownHooks.OfDataSource unknown =
                new UnknownHooks.OfDataSource(
                        new UnknownBorrows(
                                pools, sessions, borrows, new Deadlines(), errors, clock),
                        PoolHooks.pools());

        assertThat(unknown.matches(shape(DriverDataSource.class))).isTrue();
        assertThat(unknown.matches(shape(HikariDataSource.class))).isFalse();
        assertThat(unknown.matches(shape(HikariPool.class))).isFalse();
    }

    private static TypeShape shape(Class<?> type) throws IOException {
        String file = type.getName().replace('.', '/') + ".class";
        try (InputStream in = requireNonNull(type.getClassLoader()).getResourceAsStream(file)) {
            return TypeShape.of(requireNonNull(in).readAllBytes());
        }
    }

    private interface Work {
        void run() throws Throwable;
    }

    /** The least of some rounds: a compiler that comes in between allocates on this thread too. */
    private static long bytes(Work work) throws Throwable {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long least = Long.MAX_VALUE;
        for (int round = 0; round < 5; round++) {
            long before = threads.getCurrentThreadAllocatedBytes();
            for (int i = 0; i < TIMES; i++) {
                work.run();
            }
            least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - before);
        }
        return least / TIMES;
    }

    private final class CountingClock implements Clock {
        @Override
        public long nanos() {
            clockReads.incrementAndGet();
            return System.nanoTime();
        }

        @Override
        public long millis() {
            return System.currentTimeMillis();
        }
    }
}
