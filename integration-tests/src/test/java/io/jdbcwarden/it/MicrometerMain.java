package io.jdbcwarden.it;

import com.zaxxer.hikari.HikariDataSource;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;

/**
 * An application with a Prometheus registry of Micrometer's, made before its pool as Spring Boot
 * does, and filtered after. Prints what Prometheus would scrape: after three borrows, and when its
 * pool is closed.
 */
final class MicrometerMain {
    private MicrometerMain() {}

    public static void main(String[] arguments) throws Exception {
        Class<?> type = Class.forName(arguments[3]);
        Class<?> configType = Class.forName(arguments[3].replace("MeterRegistry", "Config"));
        MeterRegistry registry =
                (MeterRegistry)
                        type.getConstructor(configType)
                                .newInstance(configType.getField("DEFAULT").get(null));
        new CompositeMeterRegistry().add(registry);
        registry.counter("own.before").increment();
        registry.config().commonTags("application", "legacy");
        try (HikariDataSource pool = LegacyApp.pool(arguments)) {
            for (int i = 0; i < 3; i++) {
                try (Connection connection = pool.getConnection();
                        Statement statement = connection.createStatement()) {
                    statement.execute("SELECT 1");
                }
            }
            System.out.println(await(registry, true));
        }
        System.out.println("closed");
        System.out.println(await(registry, false));
    }

    /** The meters of the pool come and go one after the other: until they do so no more. */
    private static String await(MeterRegistry registry, boolean there) throws Exception {
        Instant end = Instant.now().plus(Duration.ofSeconds(60));
        long before = -1;
        while (true) {
            String scraped = (String) registry.getClass().getMethod("scrape").invoke(registry);
            long lines = scraped.lines().filter(line -> line.contains("pool=\"legacy\"")).count();
            boolean settled = lines == before && (lines != 0) == there;
            if (settled || Instant.now().isAfter(end)) {
                return scraped;
            }
            before = lines;
            Thread.sleep(200);
        }
    }
}
