package io.jdbcwarden.util;

/** Where the parts of a statement end, as a database reads it. For one thread. */
abstract class SqlScanner {
    final CharSequence sql;
    final int length;
    final SqlQuoting quoting;

    /** The character that is read next. */
    int at;

    /** From here to there nothing was found by which readings could differ. */
    private int plainUntil;

    SqlScanner(CharSequence sql, SqlQuoting quoting) {
        this.sql = sql;
        this.length = sql.length();
        this.quoting = quoting;
    }

    int alternativeEnd() {
        char open = peek(1);
        int pair = "[{(<".indexOf(open);
        char close = pair < 0 ? open : "]})>".charAt(pair);
        for (int i = at + 2; i + 1 < length; i++) {
            if (sql.charAt(i) == close && sql.charAt(i + 1) == '\'') {
                return i + 2;
            }
        }
        return length;
    }

    /** Where the tag that is here has ended a second time, or -1. */
    int closingTag(int tagLength, int from) {
        int matched = 0;
        for (int i = from; i < length; i++) {
            char c = sql.charAt(i);
            // A tag has its dollar signs at both ends alone, so a match can only begin anew here.
            if (c == sql.charAt(at + matched)) {
                matched++;
            } else {
                matched = c == '$' ? 1 : 0;
            }
            if (matched == tagLength) {
                return i + 1;
            }
        }
        return -1;
    }

    /** Whether a sign here belongs to the number: between an {@code e} and a digit. */
    boolean isExponentSign(int sign) {
        char before = sign == at ? 0 : sql.charAt(sign - 1);
        return (before == 'e' || before == 'E')
                && sign + 1 < length
                && isDigit(sql.charAt(sign + 1));
    }

    boolean isUnicodeQuote(int ampersand) {
        return sql.charAt(ampersand) == '&' && sql.charAt(ampersand + 1) == '\'';
    }

    boolean isWord(int from, int to, String lowerCase) {
        if (to - from != lowerCase.length()) {
            return false;
        }
        for (int i = from; i < to; i++) {
            if (Character.toLowerCase(sql.charAt(i)) != lowerCase.charAt(i - from)) {
                return false;
            }
        }
        return true;
    }

    /** Where what all databases read alike ends that begins here. */
    int plainEnd(int from) {
        int end = Math.max(from, plainUntil);
        while (end < length && isPlain(sql.charAt(end))) {
            end++;
        }
        plainUntil = end;
        return end;
    }

    int lineEnd(int from) {
        int end = Math.max(from, plainUntil);
        while (end < length && sql.charAt(end) != '\n' && sql.charAt(end) != '\r') {
            end++;
        }
        return end;
    }

    /** Whether all databases read this alike, if they read it at all. */
    boolean isPlain(int from, int to) {
        int i = Math.max(from, plainUntil);
        while (i < to && isPlain(sql.charAt(i))) {
            i++;
        }
        if (i < to) {
            return false;
        }
        plainUntil = Math.max(plainUntil, to);
        return true;
    }

    // ------------------------------------------------------------------ characters

    char peek(int ahead) {
        return at + ahead < length ? sql.charAt(at + ahead) : 0;
    }

    /** What neither quotes, nor comments, nor escapes anywhere; a line's end may end a comment. */
    static boolean isPlain(char c) {
        return c == ' '
                || c == '\t'
                || c == ','
                || c == '.'
                || c == ':'
                || c == '?'
                || c == '('
                || c == ')'
                || c == '='
                || isDigit(c)
                || isLetter(c);
    }

    boolean isSpace(char c) {
        return c <= ' ' || (c > 127 && !quoting.namesHaveAllLetters() && isForeignSpace(c));
    }

    static boolean isForeignSpace(char c) {
        return Character.isWhitespace(c) || Character.isSpaceChar(c) || isBreaking(c);
    }

    /** SQL Server has literals such as {@code €1}. */
    static boolean isCurrency(char c) {
        return Character.getType(c) == Character.CURRENCY_SYMBOL;
    }

    static boolean isBreaking(char c) {
        return Character.isISOControl(c) || c == '\u2028' || c == '\u2029';
    }

    static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    static boolean isLetter(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
    }

    static boolean isTagPart(char c) {
        return isLetter(c) || isDigit(c) || c > 127;
    }

    boolean isNameStart(char c) {
        return isLetter(c)
                || (c > 127
                        && (quoting.namesHaveAllLetters()
                                || (!isForeignSpace(c) && !isCurrency(c))));
    }

    boolean isNamePart(char c) {
        return isNameStart(c) || isDigit(c) || c == '$';
    }
}
