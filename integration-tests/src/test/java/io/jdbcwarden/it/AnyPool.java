package io.jdbcwarden.it;

import static java.util.stream.Collectors.toSet;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;

/** A guarded pool of any kind on the tests' PostgreSQL. */
final class AnyPool extends WatchedPool {
    private static final AtomicInteger NUMBERS = new AtomicInteger();

    private static final Map<String, String> DEFAULTS =
            Map.of(
                    "lease.max-idle",
                    "5m",
                    "lease.max-age",
                    "0",
                    "reclaim.when",
                    "pressure",
                    "pool.size",
                    "keep",
                    "reset.state",
                    "auto");

    private final DataSource source;
    private final String application;
    private final Set<String> changed = new HashSet<>();

    private AnyPool(String name, DataSource source, String application) {
        super(name);
        this.source = source;
        this.application = application;
    }

    static AnyPool of(PoolKind kind, int size) throws Exception {
        return of(kind, Postgres.shared(), size);
    }

    static AnyPool of(PoolKind kind, Postgres postgres, int size) throws Exception {
        return of(kind, PoolKind.Database.of(postgres), kind.loader(), newName(kind), size);
    }

    /** What no other pool is called. */
    static String newName(PoolKind kind) {
        return kind.id() + "-" + NUMBERS.incrementAndGet();
    }

    static AnyPool of(
            PoolKind kind,
            PoolKind.Database database,
            ClassLoader loader,
            String application,
            int size)
            throws Exception {
        DataSource source = kind.setup().make(loader, database, application, size);
        // The agent knows a pool from its first borrow on, and not all pools have a name.
        source.getConnection().close();
        Set<Long> before = Warden.sessions().stream().map(LiveSession::id).collect(toSet());
        try (Connection second = source.getConnection()) {
            WatchedPool.execute(second, "select 1");
            return new AnyPool(poolOfThisThread(before), source, application);
        }
    }

    @SuppressWarnings("deprecation") // threadId() is not there in Java 17
    private static String poolOfThisThread(Set<Long> before) {
        long thread = Thread.currentThread().getId();
        List<String> mine =
                Warden.sessions().stream()
                        .filter(s -> s.threadId() == thread && s.state().equals("LEASED"))
                        .filter(s -> !before.contains(s.id()))
                        .map(LiveSession::pool)
                        .toList();
        if (mine.size() != 1) {
            throw new AssertionError("not one session of this thread: " + mine);
        }
        return mine.get(0);
    }

    DataSource source() {
        return source;
    }

    /** What its connections are called in PostgreSQL. */
    String application() {
        return application;
    }

    @Override
    Connection borrow() throws SQLException {
        return source.getConnection();
    }

    @Override
    AnyPool set(String key, String value) {
        if (!DEFAULTS.containsKey(key)) {
            throw new IllegalArgumentException(key + ": its default is not known here");
        }
        changed.add(key);
        super.set(key, value);
        return this;
    }

    @Override
    public void close() {
        // Who comes after it may get its name, and would get its settings too.
        for (String key : changed) {
            super.set(key, Objects.requireNonNull(DEFAULTS.get(key)));
        }
        // Errors of hooks are looked for when all is over, as other pools are at work meanwhile.
        try {
            PoolKind.close(source);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("closing " + application, e);
        }
    }
}
