package io.jdbcwarden.benchmarks;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import javax.management.JMException;
import javax.management.ObjectName;
import javax.sql.DataSource;

/**
 * The measured side of {@link StackSweep}: borrows and returns at a given rate from a given depth
 * of the stack, in windows of time whose {@code stack} setting differs, and prints each window's
 * mode, CPU time, borrows and duration.
 *
 * <p>Each window is led in by an unmeasured part: what {@code auto} saved up while it was not on is
 * then spent.
 */
public final class PacedBorrower {
    private static final String[] MODES = {"never", "auto", "always"};
    private static final long TICK_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

    private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    private final DataSource pool = DataSources.open(new StubDriver(), MeasuredPool.SIZE);
    private final long rate;

    private PacedBorrower(long rate) {
        this.rate = rate;
    }

    /** Takes borrows a second (0: as many as go), depth, windows a mode, milliseconds a window. */
    public static void main(String[] arguments) throws Exception {
        PacedBorrower borrower = new PacedBorrower(Long.parseLong(arguments[0]));
        int depth = Integer.parseInt(arguments[1]);
        int windows = Integer.parseInt(arguments[2]);
        long nanos = TimeUnit.MILLISECONDS.toNanos(Long.parseLong(arguments[3]));
        borrower.deep(depth, () -> borrower.windows(windows, nanos));
        System.exit(0); // the pool's threads
    }

    private interface Work {
        void run() throws SQLException, JMException;
    }

    /** Runs the work with so many more frames below it. */
    private void deep(int depth, Work work) throws SQLException, JMException {
        if (depth <= 0) {
            work.run();
        } else {
            deep(depth - 1, work);
        }
    }

    private void windows(int windows, long nanos) throws SQLException, JMException {
        borrowFor(nanos);
        awaitBean();
        for (String mode : MODES) {
            set(mode);
            borrowFor(nanos);
        }
        for (int window = 0; window < windows; window++) {
            for (String mode : MODES) {
                set(mode);
                borrowFor(nanos * 2 / 3);
                long start = System.nanoTime();
                long cpu = threads.getCurrentThreadCpuTime();
                long borrows = borrowFor(nanos);
                cpu = threads.getCurrentThreadCpuTime() - cpu;
                long wall = System.nanoTime() - start;
                System.out.println(mode + "," + cpu + "," + borrows + "," + wall);
            }
        }
    }

    private long borrowFor(long nanos) throws SQLException {
        long start = System.nanoTime();
        long borrows = 0;
        while (true) {
            long now = System.nanoTime() - start;
            if (now >= nanos) {
                return borrows;
            }
            long due = rate == 0 ? borrows + 1000 : now * rate / 1_000_000_000L;
            while (borrows < due) {
                borrow();
                borrows++;
            }
            if (rate != 0) {
                LockSupport.parkNanos(TICK_NANOS);
            }
        }
    }

    private void borrow() throws SQLException {
        try (Connection connection = pool.getConnection()) {
            connection.isClosed();
        }
    }

    private static void set(String mode) throws JMException {
        ManagementFactory.getPlatformMBeanServer()
                .invoke(
                        warden(),
                        "set",
                        new Object[] {"stack", mode},
                        new String[] {String.class.getName(), String.class.getName()});
    }

    /** The agent registers its beans a moment after the first borrow. */
    private static void awaitBean() throws JMException {
        while (!ManagementFactory.getPlatformMBeanServer().isRegistered(warden())) {
            LockSupport.parkNanos(TICK_NANOS);
        }
    }

    private static ObjectName warden() throws JMException {
        return new ObjectName("jdbcwarden:type=Warden");
    }
}
