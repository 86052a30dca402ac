package io.jdbcwarden.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.jdbcwarden.it.unknown.HomeMadePool;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.SQLInvalidAuthorizationSpecException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;

/** Connections that come from no pool that is known: watched in requests, and no more. */
@Tag("any-pool")
class UnknownConnectionsTest {
    private static final Duration SOON = Duration.ofSeconds(20);
    private static final AtomicInteger NUMBERS = new AtomicInteger();

    private final Postgres postgres = Postgres.shared();

    /** The agent shows nothing before it knows of a pool. */
    @BeforeAll
    static void showTheAgent() {
        TestPool.of("beside-unknown", 1).close();
    }

    /** A database of its own, and so a URL that no other test has used. */
    private String newUrl() {
        String database = "unknown" + NUMBERS.incrementAndGet();
        postgres.execute("create database " + database);
        return postgres.url().replaceAll("/[^/]*$", "/" + database);
    }

    private Connection connect(String url) throws SQLException {
        return DriverManager.getConnection(url, postgres.user(), postgres.password());
    }

    private PGSimpleDataSource driversDataSource(String url) {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setUrl(url);
        source.setUser(postgres.user());
        source.setPassword(postgres.password());
        return source;
    }

    /** A pool as the agent calls it. */
    private static final class Named extends WatchedPool {
        Named(String name) {
            super(name);
        }

        @Override
        Connection borrow() {
            throw new UnsupportedOperationException("not to be borrowed from");
        }
    }

    /**
     * The first connections of a class are not followed. The pool that stands for where they come
     * from is known when one is.
     */
    private static WatchedPool learn(Callable<Connection> source) {
        String[] name = new String[1];
        await().atMost(SOON)
                .until(
                        () -> {
                            Request.of("first-unknown", "anna")
                                    .run(
                                            () -> {
                                                try (Connection connection = source.call()) {
                                                    WatchedPool.execute(connection, "select 1");
                                                    name[0] = poolOfFirst();
                                                }
                                            });
                            return name[0] != null;
                        });
        return new Named(name[0]);
    }

    private static @Nullable String poolOfFirst() {
        return Warden.sessionsOf("first-unknown").stream()
                .map(LiveSession::pool)
                .findFirst()
                .orElse(null);
    }

    @Test
    void aConnectionOfTheDriverManagerIsASessionOfItsRequest() throws Exception {
        String url = newUrl();
        WatchedPool pool = learn(() -> connect(url));

        Request.of("r1", "anna")
                .run(
                        () -> {
                            try (Connection connection = connect(url)) {
                                WatchedPool.execute(connection, "select 1");
                                LiveSession session = pool.mySession();
                                assertThat(session.requestId()).isEqualTo("r1");
                                assertThat(session.user()).isEqualTo("anna");
                            }
                            assertThat(pool.sessions()).isEmpty();
                        });
        assertThat(pool.name()).startsWith("DriverManager");
        assertThat(Warden.attribute("type=Pool,name=" + pool.name(), "Url")).isEqualTo(url);
    }

    @Test
    void outsideOfRequestsConnectionsAreLetAlone() throws Exception {
        String url = newUrl();
        WatchedPool pool = learn(() -> connect(url));

        try (Connection connection = connect(url)) {
            WatchedPool.execute(connection, "select 1");
            assertThat(pool.sessions()).isEmpty();
        }
    }

    @Test
    void aLeakedOneIsReportedAndLeftAsItIs() throws Exception {
        String url = newUrl();
        WatchedPool pool = learn(() -> connect(url));
        Connection[] leaked = new Connection[1];

        Request.of("r1", "anna").run(() -> leaked[0] = connect(url));

        assertThat(pool.reclaims("REQUEST_ENDED", "OBSERVED")).isEqualTo(1);
        assertThat(pool.lastIncident("leak")).contains("r1").contains("would have been taken back");
        assertThat(leaked[0].isValid(5)).isTrue();
        leaked[0].close();
        assertThat(pool.sessions()).isEmpty();
    }

    @Test
    void aLeakedOneIsClosedIfTheSettingsSaySo() throws Exception {
        String url = newUrl();
        WatchedPool pool = learn(() -> connect(url)).set("mode", "enforce");
        Connection[] leaked = new Connection[1];

        Request.of("r1", "anna").run(() -> leaked[0] = connect(url));

        assertThat(pool.reclaims("REQUEST_ENDED", "RETURNED")).isEqualTo(1);
        assertThatThrownBy(() -> WatchedPool.execute(leaked[0], "select 1"))
                .isInstanceOf(SQLInvalidAuthorizationSpecException.class)
                .hasMessageContaining("AFTER_REQUEST");
        assertThat(leaked[0].isClosed()).isTrue();
    }

    @Test
    void connectionsThatTheApplicationKeepsForTheNextRequestAreLetAlone() throws Exception {
        String url = newUrl();
        WatchedPool pool = learn(() -> connect(url));
        Connection[] kept = new Connection[1];
        Request.of("r1", "anna").run(() -> kept[0] = connect(url));

        Request.of("r2", "berta").run(() -> WatchedPool.execute(kept[0], "select 1"));

        assertThat(pool.violations("AFTER_REQUEST")).isZero();
        assertThat(pool.sessions()).isEmpty();
        Request.of("r3", "carla")
                .run(
                        () -> {
                            try (Connection another = connect(url)) {
                                WatchedPool.execute(another, "select 1");
                                assertThat(pool.sessions()).isEmpty();
                            }
                        });
        assertThat(pool.leaks("REQUEST_ENDED")).isEqualTo(1);
        kept[0].close();
    }

    @Test
    void aDriversDataSourceIsOneToo() throws Exception {
        PGSimpleDataSource source = driversDataSource(newUrl());
        WatchedPool pool = learn(source::getConnection);

        assertThat(pool.name()).startsWith("PGSimpleDataSource");
        Request.of("r1", "anna")
                .run(
                        () -> {
                            try (Connection connection = source.getConnection()) {
                                WatchedPool.execute(connection, "select 1");
                                assertThat(pool.sessions()).hasSize(1);
                            }
                        });
        assertThat(pool.sessions()).isEmpty();
    }

    @Test
    void aPoolThatNobodyKnowsGetsItsConnectionsBackAtTheRequestsEndIfTheSettingsSaySo()
            throws Exception {
        HomeMadePool home = new HomeMadePool(driversDataSource(newUrl()));
        WatchedPool pool = learn(home::getConnection).set("mode", "enforce");
        assertThat(home.idle()).isEqualTo(1);
        Connection[] leaked = new Connection[1];

        Request.of("r1", "anna")
                .run(
                        () -> {
                            leaked[0] = home.getConnection();
                            assertThat(home.idle()).isZero();
                            assertThat(pool.sessions()).hasSize(1);
                        });

        assertThat(home.idle()).isEqualTo(1);
        assertThatThrownBy(() -> WatchedPool.execute(leaked[0], "select 1"))
                .isInstanceOf(SQLInvalidAuthorizationSpecException.class);
        leaked[0].close();
        assertThat(home.idle()).isEqualTo(1);
    }

    @Test
    void theBeanSaysThatItsSizeIsNotKnown() {
        String url = newUrl();
        WatchedPool pool = learn(() -> connect(url));
        String bean = "type=Pool,name=" + pool.name();

        assertThat(List.of(pool.number("Active"), pool.number("Max"))).containsOnly(-1L);
        assertThatThrownBy(() -> Warden.invoke(bean, "resize", 1, 3))
                .hasStackTraceContaining("not known");
    }
}
