package io.jdbcwarden.util;

/**
 * SQL that may be shown: each literal replaced by {@code ?}, comments dropped.
 *
 * <p>Databases read some texts differently: whether a backslash escapes a quote, {@code #} or
 * {@code --x} starts a comment, comments nest. Where that decides what is a literal, the rest of
 * the statement is hidden: rather too little is shown than a password. Reads each character a fixed
 * number of times at most, and knows no regular expression.
 */
public final class SqlText {
    private static final String MORE = "...";

    private final String sql;
    private final int longest;
    private final boolean doubleQuotedNames;
    private final StringBuilder out;
    private int at;
    private int unquotedUntil;

    private SqlText(String sql, int longest, boolean doubleQuotedNames) {
        this.sql = sql;
        this.longest = longest;
        this.doubleQuotedNames = doubleQuotedNames;
        this.out = new StringBuilder(Math.min(sql.length(), longest) + MORE.length());
    }

    /**
     * The statement without its literals, on one line.
     *
     * @param longest how many characters of it to give; what is cut off is marked by three dots
     * @param doubleQuotedNames whether {@code "x"} is a name, as in the standard; else it is taken
     *     for a literal, as MySQL does
     */
    public static String withoutLiterals(String sql, int longest, boolean doubleQuotedNames) {
        return new SqlText(sql, longest, doubleQuotedNames).read();
    }

    private String read() {
        while (at < sql.length()) {
            if (out.length() > longest) {
                out.setLength(longest);
                return out.append(MORE).toString();
            }
            token(sql.charAt(at));
        }
        int end = out.length();
        while (end > 0 && out.charAt(end - 1) == ' ') {
            end--;
        }
        out.setLength(Math.min(end, longest));
        return end > longest ? out.append(MORE).toString() : out.toString();
    }

    private void token(char c) {
        if (c <= ' ' || Character.isWhitespace(c)) {
            at++;
            space();
        } else if (c == '\'') {
            string(false);
        } else if (c == '"') {
            quotedName(c, doubleQuotedNames);
        } else if (c == '`') {
            quotedName(c, true);
        } else if (isDigit(c) || (c == '.' && isDigit(peek(1)))) {
            number();
        } else if (isNameStart(c)) {
            name();
        } else if (c == '$') {
            dollar();
        } else if (c == '-' && peek(1) == '-') {
            lineComment();
        } else if (c == '/' && peek(1) == '*') {
            blockComment();
        } else if (c == '#' && isHashComment()) {
            hideRest();
        } else {
            out.append(c);
            at++;
        }
    }

    // ------------------------------------------------------------------ literals

    /** A string whose opening quote is here. */
    private void string(boolean backslashEscapes) {
        int i = at + 1;
        boolean afterBackslash = false;
        while (i < sql.length()) {
            char c = sql.charAt(i++);
            if (c != '\'') {
                afterBackslash = c == '\\' && !afterBackslash;
            } else if (!afterBackslash) {
                if (i == sql.length() || sql.charAt(i) != '\'') {
                    break;
                }
                i++;
            } else if (backslashEscapes) {
                afterBackslash = false;
            } else {
                // An escaped quote for some databases, the end for others.
                hideRest();
                return;
            }
        }
        literal(i);
    }

    /** Oracle's {@code q'[...]'}, whose opening quote is here. */
    private void alternativeString() {
        if (at + 1 >= sql.length()) {
            hideRest();
            return;
        }
        char open = sql.charAt(at + 1);
        int pair = "[{(<".indexOf(open);
        char close = pair < 0 ? open : "]})>".charAt(pair);
        int end = sql.indexOf(close + "'", at + 2);
        literal(end < 0 ? sql.length() : end + 2);
    }

    /** {@code $tag$...$tag$}, a parameter such as {@code $1}, or a dollar sign. */
    private void dollar() {
        int i = at + 1;
        while (i < sql.length() && isNamePart(sql.charAt(i)) && sql.charAt(i) != '$') {
            i++;
        }
        boolean quote = i < sql.length() && sql.charAt(i) == '$' && !isDigit(sql.charAt(at + 1));
        if (!quote) {
            out.append(sql, at, i);
            at = i;
            return;
        }
        String tag = sql.substring(at, i + 1);
        int end = sql.indexOf(tag, i + 1);
        literal(end < 0 ? sql.length() : end + tag.length());
    }

    private void number() {
        boolean hex = sql.charAt(at) == '0' && (peek(1) == 'x' || peek(1) == 'X');
        int i = at;
        while (i < sql.length()) {
            char c = sql.charAt(i);
            boolean sign = (c == '+' || c == '-') && !hex && i > at && isExponent(i);
            if (!sign && c != '.' && !isNamePart(c)) {
                break;
            }
            i++;
        }
        literal(i);
    }

    /** Whether a sign here belongs to the number: its {@code e} follows a digit or a point. */
    private boolean isExponent(int sign) {
        char before = sql.charAt(sign - 1);
        return before == 'e' || before == 'E';
    }

    private void literal(int end) {
        out.append('?');
        at = Math.min(end, sql.length());
    }

    private void hideRest() {
        literal(sql.length());
    }

    // ------------------------------------------------------------------ names

    /** A quoted name, or a literal quoted like one. A doubled quote inside stands for itself. */
    private void quotedName(char quote, boolean isName) {
        int i = at + 1;
        while (i < sql.length()) {
            char c = sql.charAt(i);
            if (!isName && c == '\\') {
                hideRest();
                return;
            }
            if (c == quote) {
                if (i + 1 == sql.length() || sql.charAt(i + 1) != quote) {
                    break;
                }
                i++;
            }
            i++;
        }
        if (!isName || i >= sql.length()) {
            literal(i + 1);
            return;
        }
        for (; at <= i; at++) {
            char c = sql.charAt(at);
            out.append(c < ' ' ? ' ' : c);
        }
    }

    /** A word; with a quote right behind it, it may say how that literal is written. */
    private void name() {
        int i = at + 1;
        while (i < sql.length() && isNamePart(sql.charAt(i))) {
            i++;
        }
        String word = sql.substring(at, i);
        boolean unicode =
                word.equalsIgnoreCase("u") && i + 1 < sql.length() && sql.startsWith("&'", i);
        if (unicode) {
            i++;
        }
        if (i >= sql.length() || sql.charAt(i) != '\'') {
            out.append(word);
            at = i;
            return;
        }
        at = i;
        if (word.equalsIgnoreCase("q") || word.equalsIgnoreCase("nq")) {
            alternativeString();
            return;
        }
        if (word.length() > 1) {
            // A type, or a character set, before its literal.
            out.append(word);
        }
        string(word.equalsIgnoreCase("e"));
    }

    // ------------------------------------------------------------------ comments

    private void lineComment() {
        int end = lineEnd();
        // MySQL wants a space after the dashes, else they are two minus signs.
        if (peek(2) > ' ' && !isUnquoted(at + 2, end)) {
            hideRest();
            return;
        }
        at = end;
        space();
    }

    /** A comment, nested as in PostgreSQL. */
    private void blockComment() {
        int depth = 0;
        int firstEnd = -1;
        int i = at;
        while (i < sql.length()) {
            if (sql.startsWith("/*", i)) {
                depth++;
                i += 2;
            } else if (sql.startsWith("*/", i)) {
                depth--;
                i += 2;
                if (firstEnd < 0) {
                    firstEnd = i;
                }
                if (depth == 0) {
                    break;
                }
            } else {
                i++;
            }
        }
        if (depth == 0 && !isUnquoted(firstEnd, i)) {
            // Other databases end the comment earlier, and see a literal in what is left of it.
            hideRest();
            return;
        }
        at = i;
        space();
    }

    /** MySQL's comment, unless it is an operator of PostgreSQL, or does not matter. */
    private boolean isHashComment() {
        char next = peek(1);
        if (next == '>' || next == '-' || next == '#') {
            return false;
        }
        return !isUnquoted(at, lineEnd());
    }

    private int lineEnd() {
        int end = Math.max(at, unquotedUntil);
        while (end < sql.length() && sql.charAt(end) != '\n' && sql.charAt(end) != '\r') {
            end++;
        }
        return end;
    }

    /** Whether nothing between could begin a literal. What was found once is not read again. */
    private boolean isUnquoted(int from, int to) {
        for (int i = Math.max(from, unquotedUntil); i < to; i++) {
            char c = sql.charAt(i);
            if (c == '\'' || c == '"' || c == '`' || c == '$') {
                return false;
            }
        }
        unquotedUntil = Math.max(unquotedUntil, to);
        return true;
    }

    // ------------------------------------------------------------------ characters

    private void space() {
        int length = out.length();
        if (length > 0 && out.charAt(length - 1) != ' ') {
            out.append(' ');
        }
    }

    private char peek(int ahead) {
        return at + ahead < sql.length() ? sql.charAt(at + ahead) : 0;
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private static boolean isNameStart(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c > 127;
    }

    private static boolean isNamePart(char c) {
        return isNameStart(c) || isDigit(c) || c == '$';
    }
}
