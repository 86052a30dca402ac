package io.jdbcwarden.util;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/**
 * How one database with one set of settings reads a text: slow, plain, and written apart from
 * {@link SqlText}, which it is compared with.
 */
final class SqlReading {
    enum Database {
        POSTGRESQL,
        MYSQL,
        ORACLE,
        SQL_SERVER
    }

    private final Database database;
    private final boolean backslash;
    private final boolean doubleQuotedNames;

    private SqlReading(Database database, boolean backslash, boolean doubleQuotedNames) {
        this.database = database;
        this.backslash = backslash;
        this.doubleQuotedNames = doubleQuotedNames;
    }

    /** All readings that are possible where this is known. */
    static List<SqlReading> of(SqlQuoting quoting) {
        List<SqlReading> readings = new ArrayList<>();
        for (SqlReading reading : all()) {
            boolean possible =
                    quoting == SqlQuoting.UNKNOWN
                            || (quoting == SqlQuoting.STANDARD && reading.doubleQuotedNames)
                            || quoting.name().equals(reading.database.name());
            if (possible) {
                readings.add(reading);
            }
        }
        return readings;
    }

    private static List<SqlReading> all() {
        return List.of(
                new SqlReading(Database.POSTGRESQL, true, true),
                new SqlReading(Database.POSTGRESQL, false, true),
                new SqlReading(Database.MYSQL, true, true),
                new SqlReading(Database.MYSQL, true, false),
                new SqlReading(Database.MYSQL, false, true),
                new SqlReading(Database.MYSQL, false, false),
                new SqlReading(Database.SQL_SERVER, false, true),
                new SqlReading(Database.SQL_SERVER, false, false),
                new SqlReading(Database.ORACLE, false, true));
    }

    @Override
    public String toString() {
        return database
                + (backslash ? " with" : " without")
                + " backslashes, double quotes are "
                + (doubleQuotedNames ? "names" : "literals");
    }

    /** The places of the characters that are of string literals, or of comments. */
    BitSet secrets(String sql) {
        BitSet secrets = new BitSet();
        int at = 0;
        boolean runs = false;
        while (at < sql.length()) {
            if (database == Database.MYSQL && sql.substring(at).matches("(?s)/\\*M?!.*")) {
                runs = true;
                at = sql.indexOf('!', at) + 1;
                continue;
            }
            if (runs && sql.startsWith("*/", at)) {
                runs = false;
                at += 2;
                continue;
            }
            int end = secretEnd(sql, at);
            if (end > at) {
                secrets.set(at, end);
                at = end;
                continue;
            }
            int named = nameEnd(sql, at);
            at = Math.max(named, at + 1);
        }
        return secrets;
    }

    /** Where the literal or comment ends that begins here; here if there is none. */
    private int secretEnd(String sql, int at) {
        String rest = sql.substring(at);
        boolean postgres = database == Database.POSTGRESQL;
        if (rest.startsWith("'")) {
            return stringEnd(sql, at, '\'', backslash);
        }
        if (rest.startsWith("\"") && !doubleQuotedNames) {
            return stringEnd(sql, at, '"', backslash);
        }
        if (postgres && (rest.startsWith("E'") || rest.startsWith("e'"))) {
            return stringEnd(sql, at + 1, '\'', true);
        }
        if (database == Database.ORACLE && rest.matches("(?is)(n?q'.).*")) {
            int open = rest.indexOf('\'') + 1;
            String close = rest.charAt(open) + "'";
            for (String pair : new String[] {"[]", "{}", "()", "<>"}) {
                close = close.charAt(0) == pair.charAt(0) ? pair.charAt(1) + "'" : close;
            }
            int end = rest.indexOf(close, open + 1);
            return end < 0 ? sql.length() : at + end + 2;
        }
        if (postgres && rest.matches("(?s)\\$([a-zA-Z_\\x80-\\uffff][\\w\\x80-\\uffff]*)?\\$.*")) {
            String tag = rest.substring(0, rest.indexOf('$', 1) + 1);
            int end = rest.indexOf(tag, tag.length());
            return end < 0 ? sql.length() : at + end + tag.length();
        }
        if (rest.startsWith("/*")) {
            return commentEnd(sql, at);
        }
        boolean dashes =
                database == Database.MYSQL
                        ? rest.matches("(?s)--([\\x00-\\x20\\x7f].*)?")
                        : rest.startsWith("--");
        if (dashes || (database == Database.MYSQL && rest.startsWith("#"))) {
            int end = at;
            while (end < sql.length()
                    && sql.charAt(end) != '\n'
                    && !(postgres && sql.charAt(end) == '\r')) {
                end++;
            }
            return end;
        }
        return at;
    }

    private static int stringEnd(String sql, int at, char quote, boolean escapes) {
        int i = at + 1;
        while (i < sql.length()) {
            char c = sql.charAt(i);
            if (escapes && c == '\\') {
                i += 2;
            } else if (c != quote) {
                i++;
            } else if (i + 1 < sql.length() && sql.charAt(i + 1) == quote) {
                i += 2;
            } else {
                return i + 1;
            }
        }
        return sql.length();
    }

    private int commentEnd(String sql, int at) {
        boolean nests = database == Database.POSTGRESQL || database == Database.SQL_SERVER;
        int depth = 0;
        for (int i = at; i + 1 < sql.length(); i++) {
            if (sql.startsWith("/*", i)) {
                depth = nests ? depth + 1 : 1;
                i++;
            } else if (sql.startsWith("*/", i)) {
                i++;
                if (--depth == 0) {
                    return i + 1;
                }
            }
        }
        return sql.length();
    }

    /** Where the name ends that begins here; here if there is none. */
    private int nameEnd(String sql, int at) {
        char c = sql.charAt(at);
        if (c == '"'
                || (c == '`' && database == Database.MYSQL)
                || (c == '[' && database == Database.SQL_SERVER)) {
            return stringEnd(sql, at, c == '[' ? ']' : c, false);
        }
        int end = at;
        while (end < sql.length() && isNamePart(sql.charAt(end), end > at)) {
            end++;
        }
        // What may stand before a literal is looked at by itself.
        return end;
    }

    private boolean isNamePart(char c, boolean inside) {
        boolean foreign = c > 127 && (isByBytes() || Character.isLetter(c));
        boolean letter = c <= 127 && Character.isLetter(c);
        return letter || foreign || c == '_' || (inside && (c == '$' || Character.isDigit(c)));
    }

    private boolean isByBytes() {
        return database == Database.POSTGRESQL || database == Database.MYSQL;
    }
}
