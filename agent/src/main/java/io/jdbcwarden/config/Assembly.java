package io.jdbcwarden.config;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Collects what the sources give, the one with the highest precedence first: what a key was given
 * first stays. Everything is checked, even what does not count in the end.
 */
final class Assembly {
    private final List<Value<?>> values = new ArrayList<>();
    private final List<String> faults = new ArrayList<>();
    private final Set<String> keys = new HashSet<>();
    private final Set<String> keysOfSource = new HashSet<>();

    /** What comes now is from another source. */
    void nextSource() {
        keysOfSource.clear();
    }

    void put(String key, String text, String origin) {
        Value<?> value;
        try {
            value = Value.parse(SettingKey.parse(key), text, origin);
        } catch (IllegalArgumentException e) {
            fault(key, text, origin, String.valueOf(e.getMessage()));
            return;
        }
        if (!keysOfSource.add(key)) {
            fault(key, text, origin, "given twice");
        } else if (keys.add(key)) {
            values.add(value);
        }
    }

    void fault(String key, String text, String origin, String problem) {
        faults.add(Fault.text(key, text, origin, problem));
    }

    /** The settings as far as they are known. */
    Settings settings() {
        return new Settings(new ArrayList<>(values));
    }

    Loaded loaded() {
        return new Loaded(settings(), new ArrayList<>(faults));
    }
}
