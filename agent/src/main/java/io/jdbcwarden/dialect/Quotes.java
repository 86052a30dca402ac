package io.jdbcwarden.dialect;

/** Puts names and values into SQL where no parameter can stand. */
final class Quotes {
    private Quotes() {}

    /** A name in double quotes, whatever is in it. */
    static String name(String name) {
        return quoted(name, '"');
    }

    /** A name of dotted parts, each in double quotes. */
    static String dotted(String name) {
        StringBuilder quoted = new StringBuilder(name.length() + 4);
        for (String part : name.split("\\.", -1)) {
            quoted.append(quoted.length() == 0 ? "" : ".").append(name(part));
        }
        return quoted.toString();
    }

    /** A name or text in these quotes, which are doubled inside. */
    static String quoted(String text, char quote) {
        return quote + text.replace("\0", "").replace("" + quote, "" + quote + quote) + quote;
    }

    /** A string for databases in which a backslash is a backslash. */
    static String string(String text) {
        return quoted(text, '\'');
    }
}
