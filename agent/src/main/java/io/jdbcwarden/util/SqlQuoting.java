package io.jdbcwarden.util;

import org.jspecify.annotations.Nullable;

/**
 * How a database tells literals from the rest of a statement. Where its own settings decide, and
 * they cannot be seen, all readings are possible.
 */
public enum SqlQuoting {
    /** {@code "x"} is a name, {@code $tag$} quotes, {@code E''} knows backslashes. */
    POSTGRESQL("jdbc:postgresql:"),

    /** MySQL and MariaDB: {@code "x"} may be a literal or a name, a backslash may escape. */
    MYSQL("jdbc:mysql:", "jdbc:mariadb:"),

    /** {@code "x"} is a name, {@code q'[it's]'} is a literal, a backslash means nothing. */
    ORACLE("jdbc:oracle:"),

    /** {@code [x]} is a name, {@code "x"} may be either, a backslash means nothing. */
    SQL_SERVER("jdbc:sqlserver:", "jdbc:jtds:sqlserver:"),

    /** {@code "x"} is a name, as the standard says; all else may be read in any way. */
    STANDARD("jdbc:h2:", "jdbc:hsqldb:", "jdbc:derby:", "jdbc:db2:"),

    /** Whatever there is. */
    UNKNOWN;

    @SuppressWarnings("ImmutableEnumChecker") // nobody changes it
    private final String[] urls;

    SqlQuoting(String... urls) {
        this.urls = urls;
    }

    /** That of the database behind a JDBC URL. */
    public static SqlQuoting of(@Nullable String url) {
        if (url != null) {
            for (SqlQuoting quoting : values()) {
                for (String start : quoting.urls) {
                    if (url.startsWith(start)) {
                        return quoting;
                    }
                }
            }
        }
        return UNKNOWN;
    }

    /** Whether it is one of those whose readings are all possible. */
    boolean isOpen() {
        return this == STANDARD || this == UNKNOWN;
    }

    /** Whether a literal may be in double quotes. */
    boolean mayQuoteLiteralsDoubly() {
        return this == MYSQL || this == SQL_SERVER || this == UNKNOWN;
    }

    /** Whether a backslash may escape the quote behind it in an ordinary literal. */
    boolean mayEscapeByBackslash() {
        return this != ORACLE && this != SQL_SERVER;
    }

    /** Whether whatever is not ASCII is a letter. */
    boolean namesHaveAllLetters() {
        return this == POSTGRESQL || this == MYSQL;
    }
}
