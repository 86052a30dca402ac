package io.jdbcwarden.config;

import org.jspecify.annotations.Nullable;

/** What was given for a setting, for all pools or for some. Immutable. */
final class Value<T> {
    private final Setting<T> setting;
    private final @Nullable Glob pool;
    private final String text;
    private final T value;
    private final String origin;

    private Value(Setting<T> setting, @Nullable Glob pool, String text, T value, String origin) {
        this.setting = setting;
        this.pool = pool;
        this.text = text;
        this.value = value;
        this.origin = origin;
    }

    /**
     * @param origin where it was given, for people
     * @throws IllegalArgumentException whose message says what is wrong with the text and what is
     *     accepted
     */
    static Value<?> parse(SettingKey key, String text, String origin) {
        return parse(key.setting(), key.pool(), text, origin);
    }

    private static <T> Value<T> parse(
            Setting<T> setting, @Nullable Glob pool, String text, String origin) {
        try {
            return new Value<>(setting, pool, text.trim(), setting.parse(text), origin);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    e.getMessage() + "; accepted: " + setting.accepted(), e);
        }
    }

    Setting<T> setting() {
        return setting;
    }

    @Nullable Glob pool() {
        return pool;
    }

    String text() {
        return text;
    }

    T value() {
        return value;
    }

    String origin() {
        return origin;
    }

    String key() {
        return pool == null ? setting.key() : SettingKey.POOLS + pool + "." + setting.key();
    }

    /** Whether it is given for the same setting and the same pools. */
    boolean isFor(Value<?> other) {
        return key().equals(other.key());
    }

    /**
     * Whether it applies to a pool rather than another value of the same setting, which may be
     * null.
     */
    boolean beats(@Nullable Value<?> other) {
        if (other == null || other.pool == null) {
            return true;
        }
        if (pool == null) {
            return false;
        }
        if (pool.isExact() != other.pool.isExact()) {
            return pool.isExact();
        }
        int more = pool.literals() - other.pool.literals();
        return more == 0 ? pool.text().compareTo(other.pool.text()) < 0 : more > 0;
    }
}
