package io.jdbcwarden.reclaim;

import io.jdbcwarden.dialect.Dialect;
import io.jdbcwarden.session.StateChanges;
import io.jdbcwarden.session.StateKind;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * What JDBC's own setters change, read before and put back through the handle, so that what the
 * pool keeps in its books stays true.
 */
public final class JdbcState {
    private static final Map<String, StateKind> SETTERS = new HashMap<>();

    static {
        SETTERS.put("setSchema", StateKind.SCHEMA);
        SETTERS.put("setCatalog", StateKind.CATALOG);
        SETTERS.put("setClientInfo", StateKind.CLIENT_INFO);
        SETTERS.put("setHoldability", StateKind.HOLDABILITY);
        SETTERS.put("setTypeMap", StateKind.TYPE_MAP);
        SETTERS.put("setNetworkTimeout", StateKind.NETWORK_TIMEOUT);
    }

    private JdbcState() {}

    /** What a method of a connection changes; null if nothing of this. */
    public static @Nullable StateKind ofSetter(String method) {
        return SETTERS.get(method);
    }

    /** The setters of all this. */
    public static Iterable<String> setters() {
        return SETTERS.keySet();
    }

    /** Keeps what it is now, if it was not kept before. */
    static void keep(StateKind kind, StateChanges changes, Connection handle) throws SQLException {
        if (!changes.isKept(kind)) {
            changes.keep(kind, get(kind, handle));
        }
    }

    private static @Nullable Object get(StateKind kind, Connection handle) throws SQLException {
        switch (kind) {
            case SCHEMA:
                return handle.getSchema();
            case CATALOG:
                return handle.getCatalog();
            case HOLDABILITY:
                return handle.getHoldability();
            case NETWORK_TIMEOUT:
                return handle.getNetworkTimeout();
            case TYPE_MAP:
                Map<String, Class<?>> types = handle.getTypeMap();
                return types == null ? null : new HashMap<>(types);
            case CLIENT_INFO:
                Properties info = handle.getClientInfo();
                Properties copy = new Properties();
                if (info != null) {
                    copy.putAll(info);
                }
                return copy;
            default:
                return null;
        }
    }

    /** Puts back what was kept, where it is another one now. */
    static void putBack(Dialect dialect, StateChanges changes, Connection handle)
            throws SQLException {
        for (StateKind kind : changes.kinds()) {
            if (changes.isKept(kind) && dialect.settingOf(kind) == null) {
                set(kind, changes.before(kind), handle);
            }
        }
    }

    @SuppressWarnings("unchecked")
    private static void set(StateKind kind, @Nullable Object before, Connection handle)
            throws SQLException {
        switch (kind) {
            case SCHEMA:
                if (before != null) {
                    handle.setSchema((String) before);
                }
                break;
            case CATALOG:
                if (before != null) {
                    handle.setCatalog((String) before);
                }
                break;
            case HOLDABILITY:
                if (before != null && handle.getHoldability() != (Integer) before) {
                    handle.setHoldability((Integer) before);
                }
                break;
            case NETWORK_TIMEOUT:
                if (before != null && handle.getNetworkTimeout() != (Integer) before) {
                    handle.setNetworkTimeout(Runnable::run, (Integer) before);
                }
                break;
            case TYPE_MAP:
                handle.setTypeMap(
                        before == null ? new HashMap<>() : (Map<String, Class<?>>) before);
                break;
            case CLIENT_INFO:
                clientInfo(before instanceof Properties ? (Properties) before : null, handle);
                break;
            default:
        }
    }

    /** One by one: to set all at once is not supported by all drivers. */
    private static void clientInfo(@Nullable Properties before, Connection handle)
            throws SQLException {
        Properties now = handle.getClientInfo();
        if (before == null || now == null) {
            return;
        }
        for (String name : now.stringPropertyNames()) {
            String was = before.getProperty(name);
            if (!now.getProperty(name).equals(was)) {
                handle.setClientInfo(name, was);
            }
        }
    }
}
