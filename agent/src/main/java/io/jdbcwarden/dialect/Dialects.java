package io.jdbcwarden.dialect;

import io.jdbcwarden.dialect.Dialect.TransactionProbe;
import io.jdbcwarden.util.DistinctErrors;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;

/** Finds the dialect of a driver connection; what is resolved stays with the driver's class. */
public final class Dialects {
    private final List<Dialect> dialects = new ArrayList<>();
    private final DistinctErrors errors;
    private final ClassValue<TransactionProbe> probes =
            new ClassValue<TransactionProbe>() {
                @Override
                protected TransactionProbe computeValue(Class<?> type) {
                    return resolve(type);
                }
            };

    public Dialects(DistinctErrors errors) {
        this.errors = errors;
        for (Dialect dialect : ServiceLoader.load(Dialect.class, Dialects.class.getClassLoader())) {
            dialects.add(dialect);
        }
    }

    /** How to tell whether a transaction is open on connections of this class. Any thread. */
    public TransactionProbe probe(Class<?> physical) {
        return probes.get(physical);
    }

    /**
     * How many connections more the server takes; -1 if it cannot be told.
     *
     * @param physical the driver's class behind it
     * @param connection to ask on
     */
    public int connectionsLeft(Class<?> physical, Connection connection) throws SQLException {
        for (Dialect dialect : dialects) {
            if (dialect.handles(physical)) {
                return dialect.connectionsLeft(connection);
            }
        }
        return -1;
    }

    private TransactionProbe resolve(Class<?> type) {
        for (Dialect dialect : dialects) {
            if (dialect.handles(type)) {
                try {
                    return dialect.probe(type);
                } catch (ReflectiveOperationException | LinkageError e) {
                    errors.record("dialect of " + type.getName(), e);
                }
            }
        }
        return TransactionProbe.BY_AUTO_COMMIT;
    }
}
