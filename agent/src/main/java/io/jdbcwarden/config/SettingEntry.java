package io.jdbcwarden.config;

/** A setting as it is in force, for people. Immutable. */
public final class SettingEntry {
    static final String DEFAULT = "default";

    private final Setting<?> setting;
    private final String key;
    private final String value;
    private final String origin;

    SettingEntry(Setting<?> setting, String key, String value, String origin) {
        this.setting = setting;
        this.key = key;
        this.value = value.isEmpty() || !Fault.isSecret(key) ? value : "***";
        this.origin = origin;
    }

    public Setting<?> setting() {
        return setting;
    }

    /** The setting's key; {@code pools.<name>.<key>} if the value is for some pools only. */
    public String key() {
        return key;
    }

    /** As it was written; may be empty. A secret is stars. */
    public String value() {
        return value;
    }

    /**
     * Where it was given: {@code default}, {@code agent argument}, {@code environment WARDEN_MODE}.
     */
    public String origin() {
        return origin;
    }

    public boolean isDefault() {
        return origin.equals(DEFAULT);
    }

    @Override
    public String toString() {
        return key + "=" + Fault.clean(value) + " (" + origin + ")";
    }
}
