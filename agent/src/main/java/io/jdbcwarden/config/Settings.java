package io.jdbcwarden.config;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * All settings in force at one time. Immutable: a change makes another one.
 *
 * <p>A value for one pool or for a glob of names beats the value for all, whatever their sources.
 * Of several that match a pool, the exact name wins, then the glob with the most characters beside
 * its {@code *}.
 */
public final class Settings {
    private static final Settings DEFAULTS = new Settings(Collections.emptyList());

    private final List<Value<?>> given;

    /** Takes over the list. At most one value a key. */
    Settings(List<Value<?>> given) {
        this.given = given;
    }

    /** The settings when nothing is given. */
    public static Settings defaults() {
        return DEFAULTS;
    }

    /** The value for all pools; the default if none was given. */
    public <T> T get(Setting<T> setting) {
        return get(setting, null);
    }

    /** The values for the pool of this name. Takes a while: keep the result. */
    public PoolSettings forPool(String poolName) {
        return new PoolSettings(this, poolName, get(Catalogue.MODE, poolName));
    }

    /**
     * These settings, with other defaults for the pool of this name: what was given for it, or for
     * all pools, stays.
     *
     * @param defaults values by key
     * @param origin where they come from, for people
     */
    public Settings withDefaults(String poolName, Map<String, String> defaults, String origin) {
        List<Value<?>> values = new ArrayList<>(given);
        defaults.forEach(
                (key, text) -> {
                    SettingKey parsed = SettingKey.parse(key);
                    if (find(parsed.setting(), poolName) == null) {
                        values.add(Value.parse(parsed, text, origin));
                    }
                });
        return new Settings(values);
    }

    /** Whether a value was given that holds for the pool of this name. */
    public boolean isGiven(String key, String poolName) {
        return find(SettingKey.parse(key).setting(), poolName) != null;
    }

    /**
     * The values for a pool of which nothing is known: it is observed only, unless a value for
     * pools of its name says otherwise.
     */
    public PoolSettings forUnknownPool(String poolName) {
        Value<Mode> found = find(Catalogue.MODE, poolName);
        Mode mode = found == null ? Catalogue.MODE.defaultValue() : found.value();
        boolean forAll = found == null || found.pool() == null;
        return new PoolSettings(
                this, poolName, forAll && mode == Mode.ENFORCE ? Mode.OBSERVE : mode);
    }

    /** Whether a setting has this value for all pools or for some. */
    public <T> boolean isAnywhere(Setting<T> setting, T wanted) {
        if (get(setting).equals(wanted)) {
            return true;
        }
        for (Value<?> value : given) {
            if (value.setting() == setting && value.value().equals(wanted)) {
                return true;
            }
        }
        return false;
    }

    <T> T get(Setting<T> setting, @Nullable String poolName) {
        Value<T> found = find(setting, poolName);
        return found == null ? setting.defaultValue() : found.value();
    }

    /** Where the value for all pools was given, for people. */
    String origin(Setting<?> setting) {
        Value<?> found = find(setting, null);
        return found == null ? SettingEntry.DEFAULT : found.origin();
    }

    @SuppressWarnings("unchecked") // a value has the type of its setting
    private <T> @Nullable Value<T> find(Setting<T> setting, @Nullable String poolName) {
        Value<T> best = null;
        for (Value<?> value : given) {
            if (value.setting() != setting) {
                continue;
            }
            Glob pool = value.pool();
            boolean applies = pool == null || (poolName != null && pool.matches(poolName));
            if (applies && value.beats(best)) {
                best = (Value<T>) value;
            }
        }
        return best;
    }

    /**
     * These settings with one changed while the agent runs.
     *
     * @param key of a live setting, or {@code pools.<name>.<key>}
     * @throws IllegalSettingException if there is no such key, it cannot be changed live, or the
     *     value is not accepted; its message is for people
     */
    public Settings with(String key, String text) {
        Value<?> changed;
        try {
            SettingKey parsed = SettingKey.parse(SettingKey.withoutPrefix(key.trim()));
            if (!parsed.setting().isLive()) {
                throw new IllegalArgumentException(
                        "cannot be changed while the agent runs; set it at start");
            }
            changed = Value.parse(parsed, text, "changed live");
        } catch (IllegalArgumentException e) {
            throw new IllegalSettingException(
                    Fault.text(key, text, null, String.valueOf(e.getMessage())), e);
        }
        List<Value<?>> values = new ArrayList<>();
        for (Value<?> value : given) {
            if (!value.isFor(changed)) {
                values.add(value);
            }
        }
        values.add(changed);
        return new Settings(values);
    }

    /**
     * These settings, but with the live ones of others that were loaded anew. What was changed live
     * in between is forgotten.
     */
    public Reloaded reload(Settings fresh) {
        List<Value<?>> values = new ArrayList<>();
        List<String> waiting = new ArrayList<>();
        for (Value<?> value : given) {
            if (!value.setting().isLive()) {
                values.add(value);
                Value<?> now = fresh.same(value);
                if (now == null || !now.text().equals(value.text())) {
                    waiting.add(value.key());
                }
            }
        }
        for (Value<?> value : fresh.given) {
            if (value.setting().isLive()) {
                values.add(value);
            } else if (same(value) == null) {
                waiting.add(value.key());
            }
        }
        return new Reloaded(new Settings(values), waiting);
    }

    private @Nullable Value<?> same(Value<?> wanted) {
        for (Value<?> value : given) {
            if (value.isFor(wanted)) {
                return value;
            }
        }
        return null;
    }

    /** Every setting with its value for all pools, in order, then each value for some pools. */
    public List<SettingEntry> entries() {
        List<SettingEntry> entries = new ArrayList<>();
        for (Setting<?> setting : Catalogue.all()) {
            Value<?> value = find(setting, null);
            entries.add(
                    value == null
                            ? new SettingEntry(
                                    setting,
                                    setting.key(),
                                    setting.defaultText(),
                                    SettingEntry.DEFAULT)
                            : entry(value));
        }
        for (Value<?> value : given) {
            if (value.pool() != null) {
                entries.add(entry(value));
            }
        }
        return entries;
    }

    private static SettingEntry entry(Value<?> value) {
        return new SettingEntry(value.setting(), value.key(), value.text(), value.origin());
    }

    /** What was given, on one line for the log: {@code mode=observe (agent argument)}. */
    public String describe() {
        StringBuilder text = new StringBuilder();
        for (SettingEntry entry : entries()) {
            if (!entry.isDefault()) {
                text.append(text.length() == 0 ? "" : ", ").append(entry);
            }
        }
        return text.length() == 0 ? "all defaults" : text.toString();
    }
}
