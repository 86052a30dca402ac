package io.jdbcwarden.dialect;

import java.util.Locale;

/**
 * Reads SQL token by token, as one database does: words, names in quotes, strings, and all else by
 * single characters; comments and spaces are skipped. Whatever is not closed ends with the text.
 */
final class SqlTokens {
    /** How a database reads what databases read differently. */
    static final class Syntax {
        /** The standard's, and no more. */
        static final Syntax STANDARD = new Syntax();

        private boolean backslashes;
        private boolean hashComments;
        private boolean nestedComments;
        private boolean dollarQuotes;
        private boolean backticks;
        private boolean brackets;
        private boolean doubleQuotedStrings;
        private boolean alternativeQuotes;
        private boolean dashesNeedSpace;

        /** {@code \'} is a quote inside a string. */
        Syntax backslashes() {
            backslashes = true;
            return this;
        }

        /** {@code #} begins a comment, and two dashes only before a space. */
        Syntax mySqlComments() {
            hashComments = true;
            dashesNeedSpace = true;
            return this;
        }

        Syntax nestedComments() {
            nestedComments = true;
            return this;
        }

        /** {@code $tag$...$tag$}. */
        Syntax dollarQuotes() {
            dollarQuotes = true;
            return this;
        }

        Syntax backticks() {
            backticks = true;
            return this;
        }

        /** {@code [name]}. */
        Syntax brackets() {
            brackets = true;
            return this;
        }

        Syntax doubleQuotedStrings() {
            doubleQuotedStrings = true;
            return this;
        }

        /** {@code q'[...]'}. */
        Syntax alternativeQuotes() {
            alternativeQuotes = true;
            return this;
        }
    }

    private enum Kind {
        WORD,
        NAME,
        STRING,
        SYMBOL,
        END
    }

    private final String sql;
    private final Syntax syntax;
    private Kind kind = Kind.END;
    private int from;
    private int to;
    private int at;

    SqlTokens(String sql, Syntax syntax) {
        this.sql = sql;
        this.syntax = syntax;
    }

    /** Goes on to the next token; false at the end. */
    boolean next() {
        skipSpace();
        from = at;
        if (at >= sql.length()) {
            kind = Kind.END;
            to = at;
            return false;
        }
        char c = sql.charAt(at);
        if (isStart(c)) {
            word(c);
        } else if (c == '\'') {
            quoted(c, Kind.STRING, syntax.backslashes);
        } else if (c == '"') {
            boolean string = syntax.doubleQuotedStrings;
            quoted(c, string ? Kind.STRING : Kind.NAME, string && syntax.backslashes);
        } else if (c == '`' && syntax.backticks) {
            quoted(c, Kind.NAME, false);
        } else if (c == '[' && syntax.brackets) {
            quoted(']', Kind.NAME, false);
        } else if (c == '$' && syntax.dollarQuotes && dollarTag() > 0) {
            dollarQuoted(dollarTag());
        } else {
            kind = Kind.SYMBOL;
            at++;
        }
        to = at;
        return true;
    }

    private void word(char first) {
        while (at < sql.length() && isPart(sql.charAt(at))) {
            at++;
        }
        kind = Kind.WORD;
        if (at >= sql.length() || sql.charAt(at) != '\'') {
            return;
        }
        int length = at - from;
        char last = (char) (sql.charAt(at - 1) | 0x20);
        if (syntax.alternativeQuotes && length <= 2 && last == 'q') {
            alternativeQuoted();
        } else if (syntax.dollarQuotes && length == 1 && (first | 0x20) == 'e') {
            from = at;
            quoted('\'', Kind.STRING, true);
        } else if (length == 1 && ((first | 0x20) == 'n' || (first | 0x20) == 'b')) {
            from = at;
            quoted('\'', Kind.STRING, syntax.backslashes);
        }
    }

    private void quoted(char close, Kind as, boolean escapes) {
        kind = as;
        at++;
        while (at < sql.length()) {
            char c = sql.charAt(at++);
            if (c == '\\' && escapes) {
                at++;
            } else if (c == close) {
                if (at >= sql.length() || sql.charAt(at) != close) {
                    return;
                }
                at++;
            }
        }
        at = sql.length();
    }

    private void alternativeQuoted() {
        kind = Kind.STRING;
        if (at + 1 >= sql.length()) {
            at = sql.length();
            return;
        }
        char open = sql.charAt(at + 1);
        int pair = "[{(<".indexOf(open);
        char close = pair < 0 ? open : "]})>".charAt(pair);
        int end = sql.indexOf(close + "'", at + 2);
        at = end < 0 ? sql.length() : end + 2;
    }

    /** Behind the dollar sign that ends the tag which begins here; 0 if none does. */
    private int dollarTag() {
        int i = at + 1;
        while (i < sql.length() && sql.charAt(i) != '$' && isPart(sql.charAt(i))) {
            i++;
        }
        boolean isTag = i < sql.length() && sql.charAt(i) == '$' && !isDigit(sql.charAt(at + 1));
        return isTag ? i + 1 : 0;
    }

    private void dollarQuoted(int tagEnd) {
        kind = Kind.STRING;
        String tag = sql.substring(at, tagEnd);
        int end = sql.indexOf(tag, tagEnd);
        at = end < 0 ? sql.length() : end + tag.length();
    }

    private void skipSpace() {
        while (at < sql.length()) {
            char c = sql.charAt(at);
            char follows = at + 1 < sql.length() ? sql.charAt(at + 1) : 0;
            if (c <= ' ' || Character.isWhitespace(c)) {
                at++;
            } else if (c == '#' && syntax.hashComments) {
                skipLine();
            } else if (c == '-' && follows == '-' && isLineComment()) {
                skipLine();
            } else if (c == '/' && follows == '*') {
                skipBlock();
            } else {
                return;
            }
        }
    }

    private boolean isLineComment() {
        return !syntax.dashesNeedSpace || at + 2 >= sql.length() || sql.charAt(at + 2) <= ' ';
    }

    private void skipLine() {
        while (at < sql.length() && sql.charAt(at) != '\n' && sql.charAt(at) != '\r') {
            at++;
        }
    }

    /** A comment; of MySQL's that are executed, only the opening. */
    private void skipBlock() {
        if (syntax.hashComments && isExecuted()) {
            at = sql.indexOf('!', at) + 1;
            while (at < sql.length() && isDigit(sql.charAt(at))) {
                at++;
            }
            return;
        }
        int depth = 1;
        at += 2;
        while (at < sql.length() && depth > 0) {
            if (sql.startsWith("*/", at)) {
                depth--;
                at += 2;
            } else if (syntax.nestedComments && sql.startsWith("/*", at)) {
                depth++;
                at += 2;
            } else {
                at++;
            }
        }
    }

    private boolean isExecuted() {
        return sql.startsWith("!", at + 2) || sql.startsWith("M!", at + 2);
    }

    // ------------------------------------------------------------------ what it is

    boolean isEnd() {
        return kind == Kind.END;
    }

    /** Whether it is this keyword, in any case. */
    boolean is(String word) {
        return kind == Kind.WORD
                && to - from == word.length()
                && sql.regionMatches(true, from, word, 0, word.length());
    }

    boolean isOneOf(String... words) {
        for (String word : words) {
            if (is(word)) {
                return true;
            }
        }
        return false;
    }

    boolean isSymbol(char c) {
        return kind == Kind.SYMBOL && sql.charAt(from) == c;
    }

    /** Whether it may be the name of something: a word, or a name in quotes. */
    boolean isName() {
        return kind == Kind.WORD || kind == Kind.NAME;
    }

    boolean isString() {
        return kind == Kind.STRING;
    }

    /** A word in small letters, as it was without a quote or with one taken away. */
    String name() {
        return kind == Kind.WORD ? text().toLowerCase(Locale.ROOT) : unquoted();
    }

    /** The token as it was written. */
    String text() {
        return sql.substring(from, to);
    }

    /** What stands between the quotes, as long as nothing is escaped there by a backslash. */
    String unquoted() {
        String text = text();
        if (text.startsWith("$")) {
            int tag = text.indexOf('$', 1) + 1;
            return text.length() < 2 * tag ? "" : text.substring(tag, text.length() - tag);
        }
        if (text.length() < 2) {
            return "";
        }
        char quote = text.charAt(text.length() - 1);
        String inner = text.substring(1, text.length() - 1);
        return inner.replace("" + quote + quote, String.valueOf(quote));
    }

    /** The next character that is neither space nor comment, not gone to; 0 at the end. */
    char peek() {
        int now = at;
        skipSpace();
        char c = at < sql.length() ? sql.charAt(at) : 0;
        at = now;
        return c;
    }

    /** Goes on, and says whether there is this word. */
    boolean nextIs(String word) {
        return next() && is(word);
    }

    private static boolean isStart(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c > 127;
    }

    private static boolean isPart(char c) {
        return isStart(c) || isDigit(c) || c == '$' || c == '#';
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }
}
