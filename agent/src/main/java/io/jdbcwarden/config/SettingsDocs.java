package io.jdbcwarden.config;

/** What users read about the settings, made from the {@link Catalogue}. */
public final class SettingsDocs {
    private static final int WIDTH = 100;

    private SettingsDocs() {}

    /** The table of {@code docs/settings.md}, in Markdown; P is per pool, L is live. */
    public static String table() {
        StringBuilder text =
                new StringBuilder("| key | default | accepted | meaning |\n|---|---|---|---|\n");
        for (Setting<?> setting : Catalogue.all()) {
            text.append("| `").append(setting.key()).append('`').append(marks(setting));
            text.append(" | ").append(shownDefault(setting));
            text.append(" | ").append(setting.accepted().replace("*", "\\*"));
            text.append(" | ").append(setting.meaning()).append(" |\n");
        }
        return text.toString();
    }

    private static String marks(Setting<?> setting) {
        if (setting.isPerPool()) {
            return setting.isLive() ? " (P, L)" : " (P)";
        }
        return setting.isLive() ? " (L)" : "";
    }

    private static String shownDefault(Setting<?> setting) {
        return setting.defaultText().isEmpty() ? "none" : "`" + setting.defaultText() + "`";
    }

    /**
     * A properties file in which every setting is explained and, commented out, has its default.
     */
    public static String defaultConfig() {
        StringBuilder text = new StringBuilder();
        comment(
                text,
                "Settings of JDBC Warden, each with its default. Take away the # of those you"
                        + " change, and start the JVM with"
                        + " -javaagent:jdbc-warden.jar=config=<this file>");
        comment(
                text,
                "Those marked P can differ from pool to pool: pools.<name>.<key>, where a * in the"
                        + " name stands for anything. Those marked L can be changed over JMX"
                        + " while the agent runs.");
        for (Setting<?> setting : Catalogue.all()) {
            if (setting == Catalogue.CONFIG) {
                continue;
            }
            text.append('\n');
            comment(
                    text,
                    setting.key() + marks(setting) + ": " + setting.meaning().replace("`", ""));
            comment(text, "Accepted: " + setting.accepted());
            text.append('#').append(setting.key()).append('=');
            text.append(setting.defaultText()).append('\n');
        }
        return text.toString();
    }

    private static void comment(StringBuilder to, String words) {
        int column = 1;
        to.append('#');
        for (String word : Lists.split(words, ' ')) {
            if (column + 1 + word.length() > WIDTH) {
                to.append("\n#");
                column = 1;
            }
            to.append(' ').append(word);
            column += 1 + word.length();
        }
        to.append('\n');
    }
}
