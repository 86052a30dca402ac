package io.jdbcwarden.config;

import java.util.Locale;

/** Finds the known key that a misspelt one most likely meant. */
final class NearestKey {
    private NearestKey() {}

    /**
     * @param perPool whether only settings that can differ from pool to pool count
     */
    static Setting<?> to(String key, boolean perPool) {
        Setting<?> nearest = Catalogue.MODE;
        int least = Integer.MAX_VALUE;
        for (Setting<?> setting : Catalogue.all()) {
            if (perPool && !setting.isPerPool()) {
                continue;
            }
            int distance = distance(plain(key), plain(setting.key()));
            if (distance < least) {
                least = distance;
                nearest = setting;
            }
        }
        return nearest;
    }

    private static String plain(String key) {
        return key.toLowerCase(Locale.ROOT).replace('_', '.').replace('-', '.');
    }

    /** The edit distance; a key without its leading words ({@code max-idle}) is one edit away. */
    private static int distance(String key, String known) {
        if (known.endsWith("." + key)) {
            return 1;
        }
        int[] above = new int[known.length() + 1];
        for (int j = 0; j <= known.length(); j++) {
            above[j] = j;
        }
        for (int i = 1; i <= key.length(); i++) {
            int[] row = new int[known.length() + 1];
            row[0] = i;
            for (int j = 1; j <= known.length(); j++) {
                int swap = above[j - 1] + (key.charAt(i - 1) == known.charAt(j - 1) ? 0 : 1);
                row[j] = Math.min(swap, Math.min(above[j], row[j - 1]) + 1);
            }
            above = row;
        }
        return above[known.length()];
    }
}
