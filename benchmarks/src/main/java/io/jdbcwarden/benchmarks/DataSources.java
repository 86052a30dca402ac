package io.jdbcwarden.benchmarks;

import com.alibaba.druid.pool.DruidDataSource;
import com.p6spy.engine.spy.P6DataSource;
import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.time.Duration;
import javax.sql.DataSource;
import net.ttddyy.dsproxy.support.ProxyDataSourceBuilder;
import org.apache.commons.dbcp2.DataSourceConnectionFactory;
import org.apache.commons.dbcp2.PoolableConnection;
import org.apache.commons.dbcp2.PoolableConnectionFactory;
import org.apache.commons.dbcp2.PoolingDataSource;
import org.apache.commons.pool2.impl.AbandonedConfig;
import org.apache.commons.pool2.impl.GenericObjectPool;

/**
 * Makes the data source that is measured, as the properties of the measured JVM say.
 *
 * <ul>
 *   <li>{@code bench.pool}: {@code hikari} (the default), {@code dbcp2}, {@code tomcat}, {@code
 *       druid}
 *   <li>{@code bench.leaks}: {@code off} (the default), {@code log} or {@code remove}: the pool's
 *       own leak detection
 *   <li>{@code bench.wrapper}: {@code none} (the default), {@code datasource-proxy} or {@code
 *       p6spy}
 * </ul>
 */
final class DataSources {
    private static final Duration LEAK_AFTER = Duration.ofMinutes(1);

    private DataSources() {}

    /**
     * A pool of {@code size} connections of {@code driver}, all open from the start.
     *
     * @throws IllegalArgumentException if a property has a value that is not listed above
     */
    static DataSource open(DataSource driver, int size) {
        boolean detect = !leaks().equals("off");
        boolean remove = leaks().equals("remove");
        String pool = System.getProperty("bench.pool", "hikari");
        return wrap(
                switch (pool) {
                    case "hikari" -> hikari(driver, size, detect);
                    case "dbcp2" -> dbcp2(driver, size, detect, remove);
                    case "tomcat" -> tomcat(driver, size, detect, remove);
                    case "druid" -> druid(driver, size, detect, remove);
                    default -> throw new IllegalArgumentException("bench.pool=" + pool);
                });
    }

    private static String leaks() {
        String leaks = System.getProperty("bench.leaks", "off");
        if (!leaks.matches("off|log|remove")) {
            throw new IllegalArgumentException("bench.leaks=" + leaks);
        }
        return leaks;
    }

    private static DataSource wrap(DataSource pool) {
        String wrapper = System.getProperty("bench.wrapper", "none");
        return switch (wrapper) {
            case "none" -> pool;
            case "datasource-proxy" -> ProxyDataSourceBuilder.create(pool).countQuery().build();
            case "p6spy" -> new P6DataSource(pool);
            default -> throw new IllegalArgumentException("bench.wrapper=" + wrapper);
        };
    }

    private static DataSource hikari(DataSource driver, int size, boolean detect) {
        HikariConfig config = new HikariConfig();
        config.setDataSource(driver);
        config.setMaximumPoolSize(size);
        config.setPoolName("benchmark");
        config.setLeakDetectionThreshold(detect ? LEAK_AFTER.toMillis() : 0);
        return new HikariDataSource(config);
    }

    private static DataSource dbcp2(DataSource driver, int size, boolean detect, boolean remove) {
        PoolableConnectionFactory factory =
                new PoolableConnectionFactory(new DataSourceConnectionFactory(driver), null);
        GenericObjectPool<PoolableConnection> pool = new GenericObjectPool<>(factory);
        factory.setPool(pool);
        pool.setMaxTotal(size);
        pool.setMaxIdle(size);
        if (detect) {
            AbandonedConfig abandoned = new AbandonedConfig();
            abandoned.setLogAbandoned(true);
            abandoned.setRemoveAbandonedOnBorrow(remove);
            abandoned.setRemoveAbandonedTimeout(LEAK_AFTER);
            pool.setAbandonedConfig(abandoned);
        }
        return new PoolingDataSource<>(pool);
    }

    private static DataSource tomcat(DataSource driver, int size, boolean detect, boolean remove) {
        org.apache.tomcat.jdbc.pool.DataSource pool = new org.apache.tomcat.jdbc.pool.DataSource();
        pool.setDataSource(driver);
        pool.setMaxActive(size);
        pool.setMaxIdle(size);
        pool.setMinIdle(size);
        pool.setInitialSize(size);
        pool.setLogAbandoned(detect);
        pool.setRemoveAbandoned(remove);
        pool.setRemoveAbandonedTimeout((int) LEAK_AFTER.toSeconds());
        return pool;
    }

    private static DataSource druid(DataSource driver, int size, boolean detect, boolean remove) {
        DruidDataSource pool = new DruidDataSource();
        pool.setDriver(new DataSourceDriver(driver));
        pool.setUrl(DataSourceDriver.URL);
        pool.setMaxActive(size);
        pool.setMinIdle(size);
        pool.setInitialSize(size);
        pool.setTestWhileIdle(false);
        if (detect) {
            pool.setLogAbandoned(true);
            pool.setRemoveAbandoned(remove);
            pool.setRemoveAbandonedTimeout((int) LEAK_AFTER.toSeconds());
            try {
                pool.setFilters("stat");
            } catch (java.sql.SQLException e) {
                throw new IllegalStateException(e);
            }
        }
        return pool;
    }
}
