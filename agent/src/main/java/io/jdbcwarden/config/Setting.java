package io.jdbcwarden.config;

/**
 * One setting: its key, what it means, how it is written. The settings there are, are the constants
 * of {@link Catalogue}. Immutable.
 *
 * @param <T> the value
 */
public final class Setting<T> {
    private final String key;
    private final Type<T> type;
    private final String defaultText;
    private final boolean perPool;
    private final boolean live;
    private final String meaning;
    private final T defaultValue;

    Setting(
            String key,
            Type<T> type,
            String defaultText,
            boolean perPool,
            boolean live,
            String meaning) {
        this.key = key;
        this.type = type;
        this.defaultText = defaultText;
        this.perPool = perPool;
        this.live = live;
        this.meaning = meaning;
        this.defaultValue = type.parse(defaultText);
    }

    public String key() {
        return key;
    }

    /** The default as it would be written; empty if there is none. */
    public String defaultText() {
        return defaultText;
    }

    /** Whether it can differ from pool to pool. */
    public boolean isPerPool() {
        return perPool;
    }

    /** Whether it can be changed while the agent runs. */
    public boolean isLive() {
        return live;
    }

    /** What it means, in one sentence or two, as Markdown. */
    public String meaning() {
        return meaning;
    }

    /** What may be written, in a few words for people. */
    public String accepted() {
        return type.accepted();
    }

    T defaultValue() {
        return defaultValue;
    }

    /**
     * @throws IllegalArgumentException whose message says in a few words what is wrong
     */
    T parse(String text) {
        return type.parse(text.trim());
    }

    /** Its key in the environment: {@code WARDEN_LEASE_MAX_IDLE}. */
    String environmentName() {
        return SettingKey.environmentName(key);
    }

    @Override
    public String toString() {
        return key;
    }
}
