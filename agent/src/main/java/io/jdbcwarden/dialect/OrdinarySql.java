package io.jdbcwarden.dialect;

/**
 * Tells SQL that changes nothing of its session in any database: queries and changes of data, as
 * nearly all is. One pass, nothing allocated. What it is not sure of is not ordinary, and is read
 * again by what knows the database: {@link StateSql}.
 *
 * <p>Databases read some texts differently (backslashes, {@code #}, dollar quotes, comments in
 * comments). Whatever depends on that is not ordinary, so nothing can hide behind it.
 */
public final class OrdinarySql {
    /** Characters below 128 at which there is nothing to look at. */
    private static final boolean[] PLAIN = plain();

    private OrdinarySql() {}

    private static boolean[] plain() {
        boolean[] plain = new boolean[128];
        java.util.Arrays.fill(plain, true);
        for (char c : "'\"`;-/#$(@[iI{".toCharArray()) {
            plain[c] = false;
        }
        return plain;
    }

    /** Whether it surely changes nothing of its session. */
    public static boolean is(String sql) {
        int length = sql.length();
        int at = 0;
        while (true) {
            at = skipSpace(sql, at);
            if (at < 0) {
                return false;
            }
            if (at == length) {
                return true;
            }
            int end = wordEnd(sql, at);
            if (!isOrdinaryStart(sql, at, end)) {
                return false;
            }
            at = body(sql, end);
            if (at < 0) {
                return false;
            }
        }
    }

    /** The first keyword of a statement that only reads or changes data. */
    private static boolean isOrdinaryStart(String sql, int from, int to) {
        switch (to - from) {
            case 4:
                return isWord(sql, from, "with");
            case 5:
                return isWord(sql, from, "merge");
            case 6:
                return isWord(sql, from, "select")
                        || isWord(sql, from, "insert")
                        || isWord(sql, from, "update")
                        || isWord(sql, from, "delete")
                        || isWord(sql, from, "values");
            default:
                return false;
        }
    }

    /**
     * Reads on to the end of a statement.
     *
     * @return behind it; -1 if it is not ordinary
     */
    private static int body(String sql, int from) {
        int length = sql.length();
        int at = from;
        int commentEnd = -1;
        while (at < length) {
            char c = sql.charAt(at);
            if (c > 127 || PLAIN[c]) {
                at++;
                continue;
            }
            switch (c) {
                case ';':
                    return at + 1;
                case '\'':
                    at = isPart(before(sql, at)) ? -1 : quoted(sql, at, c);
                    break;
                case '"':
                    at = quoted(sql, at, c);
                    break;
                case '`':
                    at = backticked(sql, at);
                    break;
                case '-':
                    if (next(sql, at) == '-') {
                        at = commentEnd = lineComment(sql, at);
                    } else {
                        at++;
                    }
                    break;
                case '/':
                    if (next(sql, at) == '*') {
                        at = commentEnd = blockComment(sql, at);
                    } else {
                        at++;
                    }
                    break;
                case '(':
                    at = callsSuspect(sql, at, commentEnd) ? -1 : at + 1;
                    break;
                case '[':
                    // An index, or a name in SQL Server's quotes.
                    at = isDigit(next(sql, at)) || next(sql, at) == '?' ? at + 1 : -1;
                    break;
                case '$':
                    at = isPart(before(sql, at)) || isDigit(next(sql, at)) ? at + 1 : -1;
                    break;
                case '@':
                    // Operators of PostgreSQL, or a variable.
                    at = next(sql, at) == '>' || before(sql, at) == '<' ? at + 1 : -1;
                    break;
                case 'i':
                case 'I':
                    at = isIntoOther(sql, at) ? -1 : at + 1;
                    break;
                default:
                    // A hash, or an escape of JDBC's, which may be a call.
                    at = c == '{' && !startsCall(sql, at) ? at + 1 : -1;
            }
            if (at < 0) {
                return -1;
            }
        }
        return at;
    }

    private static boolean startsCall(String sql, int brace) {
        int at = brace + 1;
        while (at < sql.length() && sql.charAt(at) <= ' ') {
            at++;
        }
        return at < sql.length() && (sql.charAt(at) == '?' || isWord(sql, at, "call"));
    }

    /** Behind a quoted text; -1 if it may end elsewhere, or does not end. */
    private static int quoted(String sql, int from, char quote) {
        for (int at = from + 1; at < sql.length(); at++) {
            char c = sql.charAt(at);
            if (c == '\\') {
                return -1;
            }
            if (c == quote) {
                if (next(sql, at) != quote) {
                    return at + 1;
                }
                at++;
            }
        }
        return -1;
    }

    /** Behind a name in MySQL's quotes, which others do not know: a plain one. */
    private static int backticked(String sql, int from) {
        for (int at = from + 1; at < sql.length(); at++) {
            char c = sql.charAt(at);
            if (c == '`') {
                return at + 1;
            }
            if (!isPart(c)) {
                return -1;
            }
        }
        return -1;
    }

    private static int lineComment(String sql, int from) {
        // Two minus signs, for MySQL, unless a space follows.
        if (from + 2 < sql.length() && sql.charAt(from + 2) > ' ') {
            return -1;
        }
        int at = from;
        while (at < sql.length() && sql.charAt(at) != '\n' && sql.charAt(at) != '\r') {
            at++;
        }
        return at;
    }

    private static int blockComment(String sql, int from) {
        char first = from + 2 < sql.length() ? sql.charAt(from + 2) : 0;
        int end = sql.indexOf("*/", from + 2);
        // MySQL executes some; some databases know comments within comments.
        if (end < 0 || first == '!' || first == 'M') {
            return -1;
        }
        int inner = sql.indexOf("/*", from + 2);
        return inner >= 0 && inner < end ? -1 : end + 2;
    }

    /** Behind spaces, comments and opening brackets; -1 if a comment may end elsewhere. */
    private static int skipSpace(String sql, int from) {
        int at = from;
        while (at >= 0 && at < sql.length()) {
            char c = sql.charAt(at);
            if (c <= ' ' || c == '(' || c == ';') {
                at++;
            } else if (c == '-' && next(sql, at) == '-') {
                at = lineComment(sql, at);
            } else if (c == '/' && next(sql, at) == '*') {
                at = blockComment(sql, at);
            } else {
                break;
            }
        }
        return at;
    }

    /** Whether a function is called here that may change the session, by the end of its name. */
    private static boolean callsSuspect(String sql, int bracket, int commentEnd) {
        int end = bracket;
        while (end > 0 && end != commentEnd && sql.charAt(end - 1) <= ' ') {
            end--;
        }
        if (end == commentEnd) {
            return true;
        }
        if (end == 0) {
            return false;
        }
        switch (sql.charAt(end - 1) | 0x20) {
            case 'g':
                return endsWith(sql, end, "set_config");
            case 'k':
                return endsWith(sql, end, "_lock") || endsWith(sql, end, "setapplock");
            case 'd':
                return endsWith(sql, end, "_lock_shared");
            case 's':
                return endsWith(sql, end, "_locks");
            case 't':
                return endsWith(sql, end, "set_context");
            case 'e':
                return endsWith(sql, end, "file") || endsWith(sql, end, "_role");
            case '"':
            case '`':
                // A name in quotes: rare enough to be read by whoever knows quotes.
                return true;
            default:
                return false;
        }
    }

    /** Whether this is an INTO that does not name a table that stays. */
    private static boolean isIntoOther(String sql, int from) {
        if (!isWord(sql, from, "into") || isPart(before(sql, from))) {
            return false;
        }
        int at = from + 4;
        while (at < sql.length() && sql.charAt(at) <= ' ') {
            at++;
        }
        if (at >= sql.length()) {
            return false;
        }
        switch (Character.toLowerCase(sql.charAt(at))) {
            case 't':
                return isWord(sql, at, "temp") || isWord(sql, at, "temporary");
            case 'l':
                return isWord(sql, at, "local");
            case 'g':
                return isWord(sql, at, "global");
            case '/':
            case '-':
                // A comment, behind which anything may be.
                return true;
            case 'p':
                return endsWith(sql, Math.min(sql.length(), at + 7), "pg_temp");
            default:
                return false;
        }
    }

    private static boolean endsWith(String sql, int end, String name) {
        int from = end - name.length();
        return from >= 0 && sql.regionMatches(true, from, name, 0, name.length());
    }

    private static boolean isWord(String sql, int from, String word) {
        int end = from + word.length();
        return sql.regionMatches(true, from, word, 0, word.length())
                && (end >= sql.length() || !isPart(sql.charAt(end)));
    }

    private static int wordEnd(String sql, int from) {
        int at = from;
        while (at < sql.length() && isPart(sql.charAt(at))) {
            at++;
        }
        return at;
    }

    private static char before(String sql, int at) {
        return at == 0 ? 0 : sql.charAt(at - 1);
    }

    private static char next(String sql, int at) {
        return at + 1 < sql.length() ? sql.charAt(at + 1) : 0;
    }

    private static boolean isStart(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c > 127;
    }

    private static boolean isPart(char c) {
        return isStart(c) || isDigit(c) || c == '$';
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }
}
