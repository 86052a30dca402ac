package io.jdbcwarden.dialect;

import io.jdbcwarden.dialect.Dialect.TransactionProbe;
import io.jdbcwarden.util.DistinctErrors;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;

/**
 * Finds the dialect of a driver connection; what is resolved stays with the driver's class. The
 * first that handles it is taken, in the order of the list; the last one handles all.
 */
public final class Dialects {
    private final List<Dialect> dialects = new ArrayList<>();
    private final DistinctErrors errors;
    private final ClassValue<Resolved> resolved =
            new ClassValue<Resolved>() {
                @Override
                protected Resolved computeValue(Class<?> type) {
                    return resolve(type);
                }
            };

    public Dialects(DistinctErrors errors) {
        this.errors = errors;
        for (Dialect dialect : ServiceLoader.load(Dialect.class, Dialects.class.getClassLoader())) {
            dialects.add(dialect);
        }
    }

    /** The dialect of connections of this class: the generic one, if it is of no known driver. */
    public Dialect of(Class<?> physical) {
        return resolved.get(physical).dialect;
    }

    /** How to tell whether a transaction is open on connections of this class. Any thread. */
    public TransactionProbe probe(Class<?> physical) {
        return resolved.get(physical).probe;
    }

    /**
     * How many connections more the server takes; -1 if it cannot be told.
     *
     * @param physical the driver's class behind it
     * @param connection to ask on
     */
    public int connectionsLeft(Class<?> physical, Connection connection) throws SQLException {
        return of(physical).connectionsLeft(connection);
    }

    private Resolved resolve(Class<?> type) {
        for (Dialect dialect : dialects) {
            if (dialect.handles(type)) {
                try {
                    return new Resolved(dialect, dialect.probe(type));
                } catch (ReflectiveOperationException | LinkageError e) {
                    errors.record("dialect of " + type.getName(), e);
                    return new Resolved(dialect, TransactionProbe.BY_AUTO_COMMIT);
                }
            }
        }
        throw new IllegalStateException("the list of dialects lacks the one for all others");
    }

    private static final class Resolved {
        final Dialect dialect;
        final TransactionProbe probe;

        Resolved(Dialect dialect, TransactionProbe probe) {
            this.dialect = dialect;
            this.probe = probe;
        }
    }
}
