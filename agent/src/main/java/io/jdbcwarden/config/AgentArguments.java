package io.jdbcwarden.config;

import java.util.List;

/**
 * Takes apart the text after {@code -javaagent:jdbc-warden.jar=}. With a {@code ;} in it, settings
 * are separated by that; else by commas, and a piece without {@code =} goes on with the value
 * before it, so that {@code breaker.failures=5,50%/20,mode=observe} means what it says.
 */
final class AgentArguments {
    private static final String ORIGIN = "agent argument";

    private AgentArguments() {}

    static void read(String text, Assembly into) {
        boolean semicolons = text.indexOf(';') >= 0;
        List<String> pieces = Lists.split(text, semicolons ? ';' : ',');
        boolean tags = false;
        for (int i = 0; i < pieces.size(); i++) {
            String piece = pieces.get(i);
            int equals = piece.indexOf('=');
            if (piece.isEmpty()) {
                continue;
            }
            if (equals < 0) {
                into.fault(piece, "", ORIGIN, "not key=value");
                continue;
            }
            String key = SettingKey.withoutPrefix(piece.substring(0, equals).trim());
            StringBuilder value = new StringBuilder(piece.substring(equals + 1).trim());
            while (!semicolons
                    && i + 1 < pieces.size()
                    && pieces.get(i + 1).indexOf('=') < 0
                    && !pieces.get(i + 1).isEmpty()) {
                value.append(',').append(pieces.get(++i));
            }
            if (tags && Catalogue.find(key) == null && !key.startsWith(SettingKey.POOLS)) {
                into.fault(
                        key,
                        value.toString(),
                        ORIGIN,
                        "unknown key; if it is another tag of scope.tags, separate the settings"
                                + " by ; (one at the end is enough)");
                continue;
            }
            tags |= !semicolons && key.equals(Catalogue.SCOPE_TAGS.key());
            into.put(key, value.toString(), ORIGIN);
        }
    }
}
