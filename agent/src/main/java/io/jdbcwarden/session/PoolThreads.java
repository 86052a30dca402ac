package io.jdbcwarden.session;

import java.util.Locale;

/**
 * Tells the threads on which pools make and close connections, by the names that pools give them.
 * What such a thread borrows from another pool no request ever gives back.
 */
final class PoolThreads {
    private static final String[] NAMES = {
        " connection adder", // HikariCP
        ":connection-adder",
        "c3p0pooledconnectionpoolmanager",
        "commons-pool-evict", // DBCP
        "druid-connectionpool-",
        "agroal-",
        "tomcat jdbc pool cleaner",
        "bonecp-pool-watch-thread",
        "jca poolfiller", // IronJacamar
        "ucp-worker-thread",
    };

    private PoolThreads() {}

    static boolean isOne(Thread thread) {
        String name = thread.getName().toLowerCase(Locale.ROOT);
        for (String pools : NAMES) {
            if (name.contains(pools)) {
                return true;
            }
        }
        return false;
    }
}
