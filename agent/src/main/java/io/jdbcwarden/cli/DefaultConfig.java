package io.jdbcwarden.cli;

import io.jdbcwarden.config.Catalogue;
import io.jdbcwarden.config.Setting;

/** A properties file with every setting: what it means, what may be written, its default. */
final class DefaultConfig {
    private static final int WIDTH = 98;

    private DefaultConfig() {}

    static String text() {
        StringBuilder text = new StringBuilder();
        text.append("# Settings of JDBC Warden, with their defaults.\n");
        text.append("# To be used with -javaagent:jdbc-warden.jar=config=<this file>\n");
        text.append("# One pool: pools.<name>.<key>=<value>, also with * in the name.\n");
        for (Setting<?> setting : Catalogue.all()) {
            text.append('\n');
            comment(setting.meaning().replace("`", ""), text);
            comment("Accepted: " + setting.accepted() + reach(setting), text);
            // Without a default, and what has no place in a file, stays a comment.
            boolean shown = !setting.defaultText().isEmpty() && setting != Catalogue.CONFIG;
            text.append(shown ? "" : "#");
            text.append(setting.key()).append('=').append(setting.defaultText()).append('\n');
        }
        return text.toString();
    }

    private static String reach(Setting<?> setting) {
        String reach = setting.isPerPool() ? "; can differ from pool to pool" : "";
        return reach + (setting.isLive() ? "; can be changed live" : "");
    }

    private static void comment(String sentence, StringBuilder text) {
        int column = 0;
        for (String word : sentence.split(" ")) {
            if (column == 0 || column + 1 + word.length() > WIDTH) {
                text.append(column == 0 ? "#" : "\n#");
                column = 1;
            }
            text.append(' ').append(word);
            column += 1 + word.length();
        }
        text.append('\n');
    }
}
