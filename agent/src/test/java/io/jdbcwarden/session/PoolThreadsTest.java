package io.jdbcwarden.session;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PoolThreadsTest {
    /** As they were seen in the pools that are guarded. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "HikariPool-1 connection adder",
                "orders:connection-adder",
                "Druid-ConnectionPool-Create-1181",
                "C3P0PooledConnectionPoolManager[identityToken->x]-HelperThread-#0",
                "commons-pool-evictor",
                "BoneCP-pool-watch-thread"
            })
    void knowsAPoolsOwnThread(String name) {
        assertThat(PoolThreads.isOne(new Thread(name))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"main", "http-nio-8080-exec-1", "pool-1-thread-1", ""})
    void knowsAnApplicationsThread(String name) {
        assertThat(PoolThreads.isOne(new Thread(name))).isFalse();
    }

    @Test
    void whatAPoolsThreadBorrowsIsNoBorrowOfTheApplication() throws Exception {
        boolean[] outermost = new boolean[1];
        Thread adder =
                new Thread(
                        () -> outermost[0] = ThreadState.current().enterBorrow(),
                        "HikariPool-1 connection adder");
        adder.start();
        adder.join();

        assertThat(outermost[0]).isFalse();
    }
}
