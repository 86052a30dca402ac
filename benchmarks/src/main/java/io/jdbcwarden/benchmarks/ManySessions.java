package io.jdbcwarden.benchmarks;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.lang.management.ManagementFactory;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import javax.management.MBeanAttributeInfo;
import javax.management.MBeanServer;
import javax.management.ObjectName;

/**
 * The measured side of {@link Scale}: opens many sessions over many pools, and prints what each
 * costs and how long each look at all of them takes, as {@code name=value} lines.
 */
public final class ManySessions {
    private static final int READS = 5;

    private final MBeanServer server = ManagementFactory.getPlatformMBeanServer();
    private final Holders holders = new Holders();

    private ManySessions() {}

    /**
     * Takes sessions, pools, seconds of borrowing meanwhile, whether there is an agent to be read,
     * and the most sessions whose whole table is read.
     */
    public static void main(String[] arguments) throws Exception {
        int sessions = Integer.parseInt(arguments[0]);
        int pools = Integer.parseInt(arguments[1]);
        boolean isGuarded = Boolean.parseBoolean(arguments[3]);
        ManySessions many = new ManySessions();
        many.open(sessions, pools);
        new Meanwhile(Integer.parseInt(arguments[2])).run(isGuarded);
        if (isGuarded) {
            many.readBeans(sessions <= Integer.parseInt(arguments[4]));
        }
        System.exit(0); // the holders and the pools' threads
    }

    /** The pools are filled first: between the two readings of the heap lie the borrows alone. */
    private void open(int sessions, int count) throws Exception {
        int size = (sessions + count - 1) / count;
        List<HikariDataSource> pools = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            pools.add(pool("pool-" + i, size));
        }
        long before = heap();
        int left = sessions;
        for (HikariDataSource pool : pools) {
            holders.borrow(pool, Math.min(size, left));
            left -= Math.min(size, left);
        }
        print("bytes", (double) (heap() - before) / sessions);
    }

    static HikariDataSource pool(String name, int size) throws SQLException {
        HikariConfig config = new HikariConfig();
        config.setPoolName(name);
        config.setDataSource(new Hurrying());
        config.setMaximumPoolSize(size);
        config.setMaxLifetime(0); // else a timer a connection
        config.setKeepaliveTime(0);
        HikariDataSource pool = new HikariDataSource(config);
        pool.getConnection().close();
        while (pool.getHikariPoolMXBean().getIdleConnections() < size) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
        }
        return pool;
    }

    /**
     * After each new connection HikariCP's adder sleeps for 30 ms, which is hours for a million. A
     * thread that is interrupted does not sleep, and the executor forgets the interrupt.
     */
    private static final class Hurrying extends StubDriver {
        @Override
        public Connection getConnection() {
            Connection connection = super.getConnection();
            if (Thread.currentThread().getName().endsWith("connection-adder")) {
                Thread.currentThread().interrupt();
            }
            return connection;
        }
    }

    private static long heap() {
        for (int i = 0; i < 3; i++) {
            System.gc();
        }
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    private void readBeans(boolean wholeTable) throws Exception {
        ObjectName sessions = new ObjectName("jdbcwarden:type=Sessions");
        ObjectName metrics = new ObjectName("jdbcwarden:type=Metrics");
        print("active", time(() -> server.getAttribute(sessions, "Active")));
        print("metrics", time(() -> readAll(metrics)));
        if (wholeTable) {
            print("table", time(() -> server.getAttribute(sessions, "Sessions")));
        }
    }

    private Object readAll(ObjectName bean) throws Exception {
        List<Object> all = new ArrayList<>();
        for (MBeanAttributeInfo attribute : server.getMBeanInfo(bean).getAttributes()) {
            all.add(server.getAttribute(bean, attribute.getName()));
        }
        return all;
    }

    private interface Read {
        Object run() throws Exception;
    }

    /** Milliseconds, the mean of some after one that counts for nothing. */
    private static double time(Read read) throws Exception {
        read.run();
        long start = System.nanoTime();
        for (int i = 0; i < READS; i++) {
            read.run();
        }
        return (System.nanoTime() - start) / 1e6 / READS;
    }

    static void print(String name, double value) {
        System.out.println(name + "=" + String.format(Locale.ROOT, "%.4f", value));
    }
}
