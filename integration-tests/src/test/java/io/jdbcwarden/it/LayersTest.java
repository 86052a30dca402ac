package io.jdbcwarden.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.lang.reflect.InvocationTargetException;
import java.sql.Connection;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.postgresql.PGConnection;

/** Whatever lies around a pool: one borrow is one session, that of the pool. */
@Tag("any-pool")
@ParameterizedClass
@EnumSource(LayersTest.Layer.class)
class LayersTest {
    private static final Duration SOON = Duration.ofSeconds(20);
    private static final String SPRING = "org.springframework.jdbc.datasource.";
    private static final ClassLoader LOADER = PoolKind.loader("layers");

    private final Layer layer;
    private TestPool pool;
    private DataSource layered;

    LayersTest(Layer layer) {
        this.layer = layer;
    }

    /** What applications put around their pools. */
    enum Layer {
        /** Borrows only when there is something to do. */
        SPRING_LAZY {
            @Override
            DataSource around(DataSource pool) throws ReflectiveOperationException {
                return make(SPRING + "LazyConnectionDataSourceProxy", pool);
            }
        },
        SPRING_TRANSACTION_AWARE {
            @Override
            DataSource around(DataSource pool) throws ReflectiveOperationException {
                return make(SPRING + "TransactionAwareDataSourceProxy", pool);
            }
        },
        SPRING_ROUTING {
            @Override
            DataSource around(DataSource pool) throws ReflectiveOperationException {
                Class<?> type = LOADER.loadClass(SPRING + "lookup.IsolationLevelDataSourceRouter");
                Object router = type.getDeclaredConstructor().newInstance();
                type.getMethod("setTargetDataSources", Map.class).invoke(router, Map.of());
                type.getMethod("setDefaultTargetDataSource", Object.class).invoke(router, pool);
                type.getMethod("afterPropertiesSet").invoke(router);
                return (DataSource) router;
            }
        },
        DATASOURCE_PROXY {
            @Override
            DataSource around(DataSource pool) throws ReflectiveOperationException {
                return make("net.ttddyy.dsproxy.support.ProxyDataSource", pool);
            }
        },
        P6SPY {
            @Override
            DataSource around(DataSource pool) throws ReflectiveOperationException {
                System.setProperty("p6spy.config.logfile", "target/spy.log");
                return make("com.p6spy.engine.spy.P6DataSource", pool);
            }
        },
        FLEXY_POOL {
            @Override
            DataSource around(DataSource pool) throws ReflectiveOperationException {
                return make("com.vladmihalcea.flexypool.FlexyPoolDataSource", pool);
            }
        };

        abstract DataSource around(DataSource pool) throws ReflectiveOperationException;

        private static DataSource make(String type, DataSource pool)
                throws ReflectiveOperationException {
            // FlexyPool looks for its parts through it.
            ClassLoader before = Thread.currentThread().getContextClassLoader();
            Thread.currentThread().setContextClassLoader(LOADER);
            try {
                return (DataSource)
                        LOADER.loadClass(type).getConstructor(DataSource.class).newInstance(pool);
            } catch (InvocationTargetException e) {
                throw new IllegalStateException(type, e.getCause());
            } finally {
                Thread.currentThread().setContextClassLoader(before);
            }
        }
    }

    @BeforeEach
    void makePool() throws Exception {
        pool = TestPool.of("layers-" + layer, 2);
        layered = layer.around(pool.source());
    }

    @AfterEach
    void closePool() {
        pool.close();
    }

    @Test
    void oneBorrowIsOneSessionOfThePool() throws Exception {
        long borrows = pool.number("Borrows");
        List<String> before = Warden.names("Pool");
        Request.of("layered", "anna")
                .run(
                        () -> {
                            try (Connection connection = layered.getConnection()) {
                                WatchedPool.execute(connection, "select 1");
                                WatchedPool.execute(connection, "select 2");

                                assertThat(Warden.sessionsOf("layered")).hasSize(1);
                                assertThat(pool.mySession().user()).isEqualTo("anna");
                            }
                            assertThat(Warden.sessionsOf("layered")).isEmpty();
                        });

        assertThat(pool.number("Borrows") - borrows).isEqualTo(1);
        assertThat(pool.number("Statements")).isEqualTo(2);
        assertThat(Warden.names("Pool")).isSubsetOf(before);
    }

    @Test
    void aLeakThroughItIsClosedAtTheRequestsEnd() throws Exception {
        Request.of("layered", "anna")
                .run(() -> WatchedPool.execute(layered.getConnection(), "select 1"));

        assertThat(pool.reclaims("REQUEST_ENDED", "RETURNED")).isEqualTo(1);
        assertThat(pool.sessions()).isEmpty();
        await().atMost(SOON).until(() -> pool.number("Active") == 0);
    }

    @Test
    void unwrapsToWhatItDidBefore() throws Exception {
        try (Connection connection = layered.getConnection()) {
            WatchedPool.execute(connection, "select 1");

            assertThat(connection.unwrap(PGConnection.class).getBackendPID())
                    .isEqualTo(WatchedPool.pid(connection));
        }
    }
}
