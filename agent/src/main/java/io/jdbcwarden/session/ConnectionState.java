package io.jdbcwarden.session;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the agent knows of a physical connection from one session to the next: which values its
 * settings had before any session changed them, and for whom the database takes it. Used by the one
 * session that has the connection.
 */
public final class ConnectionState {
    private final Map<String, @Nullable String> kept = new HashMap<>();
    private boolean allKept;
    private Tags told = Tags.NONE;
    private boolean certain = true;
    private @Nullable String ownName;

    /** Whether it is known what a setting was at first. */
    public synchronized boolean isKept(String setting) {
        return kept.containsKey(setting);
    }

    /**
     * Keeps what a setting was at first.
     *
     * @param value null if it was what the session began with, and a reset alone puts it back
     */
    public synchronized void keep(String setting, @Nullable String value) {
        if (!kept.containsKey(setting)) {
            kept.put(setting, value);
        }
    }

    /** What a setting was at first; null if a reset alone puts it back. */
    public synchronized @Nullable String kept(String setting) {
        return kept.get(setting);
    }

    /** All settings that a reset alone does not put back, and what they were at first. */
    public synchronized Map<String, String> kept() {
        Map<String, String> values = new HashMap<>();
        for (Map.Entry<String, @Nullable String> entry : kept.entrySet()) {
            String value = entry.getValue();
            if (value != null) {
                values.put(entry.getKey(), value);
            }
        }
        return values;
    }

    /** Whether each setting that differed from the session's begin was kept. */
    public synchronized boolean isAllKept() {
        return allKept;
    }

    /** Each setting that differs from the session's begin was kept. */
    public synchronized void allKept() {
        allKept = true;
    }

    /** Whether the database takes the connection for that of this request and user already. */
    public synchronized boolean tells(Tags tags) {
        return certain && told.saysTheSameAs(tags);
    }

    /** What the database was told last, whether it still holds or not. */
    public synchronized Tags told() {
        return told;
    }

    /** The database was told. */
    public synchronized void told(Tags tags) {
        told = tags;
        certain = true;
    }

    /** Something may have changed what the database was told: it has to be told again. */
    public synchronized void forgetTold() {
        certain = false;
    }

    /** What the connection called itself before it was told; null if that was not asked yet. */
    public synchronized @Nullable String ownName() {
        return ownName;
    }

    /** Keeps what the connection called itself. */
    public synchronized void ownName(String name) {
        ownName = name;
    }
}
