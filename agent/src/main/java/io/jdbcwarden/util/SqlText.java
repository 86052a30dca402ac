package io.jdbcwarden.util;

/**
 * SQL that may be shown: each literal replaced by {@code ?}, comments dropped.
 *
 * <p>Databases read some texts differently: whether a backslash escapes a quote, {@code #} or
 * {@code --x} starts a comment, comments nest, brackets quote. Where that decides what is a
 * literal, and {@link SqlQuoting} does not tell, the rest of the statement is hidden: rather too
 * little is shown than a password. A tokenizer in one pass, which looks at each character a fixed
 * number of times at most.
 */
public final class SqlText extends SqlScanner {
    private static final String MORE = "...";

    private final int longest;
    private final StringBuilder out;

    private SqlText(CharSequence sql, int longest, SqlQuoting quoting) {
        super(sql, quoting);
        this.longest = longest;
        this.out = new StringBuilder(Math.min(length, longest) + MORE.length());
    }

    /**
     * The statement without its literals, on one line.
     *
     * @param longest how many characters of it to give; what is cut off is marked by three dots
     */
    public static String withoutLiterals(CharSequence sql, int longest, SqlQuoting quoting) {
        return new SqlText(sql, longest, quoting).read();
    }

    private String read() {
        while (at < length && out.length() <= longest) {
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
        if (c > 127 && quoting.isOpen() && (isForeignSpace(c) || isCurrency(c))) {
            // Part of a name for some databases.
            hideRest();
        } else if (isSpace(c)) {
            at++;
            space();
        } else if (c == '\'') {
            string(false);
        } else if (c == '"') {
            doubleQuoted();
        } else if (c == '`') {
            backQuoted();
        } else if (c == '[') {
            bracketed();
        } else if (isDigit(c) || (c == '.' && isDigit(peek(1)))) {
            number();
        } else if (isNameStart(c)) {
            name();
        } else if (c == '$') {
            dollar();
        } else if (c == '-' && peek(1) == '-') {
            dashes();
        } else if (c == '/' && peek(1) == '*') {
            blockComment();
        } else if (c == '#') {
            hash();
        } else if (c == '/' && peek(1) == '/' && quoting.isOpen()) {
            perhapsLineComment(2);
        } else {
            symbol(c);
        }
    }

    private void symbol(char c) {
        out.append(isBreaking(c) ? ' ' : c);
        at++;
    }

    // ------------------------------------------------------------------ literals

    /** A string whose opening quote is here. */
    private void string(boolean backslashEscapes) {
        int i = at + 1;
        boolean afterBackslash = false;
        while (i < length) {
            char c = sql.charAt(i++);
            if (c != '\'') {
                afterBackslash = c == '\\' && !afterBackslash;
            } else if (!afterBackslash || !quoting.mayEscapeByBackslash()) {
                afterBackslash = false;
                if (i == length || sql.charAt(i) != '\'') {
                    break;
                }
                i++;
            } else if (backslashEscapes && quoting == SqlQuoting.POSTGRESQL) {
                afterBackslash = false;
            } else {
                // An escaped quote for some databases, or settings, and the end for others.
                hideRest();
                return;
            }
        }
        literal(i);
    }

    /** Oracle's {@code q'[...]'}, whose opening quote is here. */
    private void alternativeString() {
        if (quoting != SqlQuoting.ORACLE && !quoting.isOpen()) {
            string(false);
            return;
        }
        if (!quoting.isOpen()) {
            literal(alternativeEnd());
            return;
        }
        int end = alternativeEnd();
        string(false);
        if (at != end) {
            at = length;
        }
    }

    /** {@code $tag$...$tag$}, a parameter such as {@code $1}, money, or part of a name. */
    private void dollar() {
        if (isDigit(peek(1))) {
            if (quoting == SqlQuoting.POSTGRESQL) {
                do {
                    symbol(sql.charAt(at));
                } while (at < length && isDigit(sql.charAt(at)));
            } else {
                at++;
                number();
            }
            return;
        }
        int tagEnd = at + 1;
        while (tagEnd < length && isTagPart(sql.charAt(tagEnd))) {
            tagEnd++;
        }
        boolean quotes = quoting == SqlQuoting.POSTGRESQL || quoting.isOpen();
        if (!quotes || tagEnd >= length || sql.charAt(tagEnd) != '$') {
            symbol('$');
            return;
        }
        int end = closingTag(tagEnd + 1 - at, tagEnd + 1);
        if (quoting.isOpen() && (end < 0 || !isPlain(tagEnd + 1, end))) {
            hideRest();
            return;
        }
        literal(end < 0 ? length : end);
    }

    private void number() {
        int i = at;
        boolean letters = false;
        while (i < length) {
            char c = sql.charAt(i);
            boolean sign = (c == '+' || c == '-') && isExponentSign(i);
            if (!sign && c != '.' && (!isNamePart(c) || c == '$')) {
                break;
            }
            letters |= isNameStart(c);
            i++;
        }
        char next = i < length ? sql.charAt(i) : 0;
        if (letters && (next == '\'' || next == '$')) {
            // The letters may be a name, or belong to the literal that comes.
            hideRest();
        } else {
            literal(i);
        }
    }

    private void literal(int end) {
        out.append('?');
        at = Math.min(end, length);
    }

    private void hideRest() {
        literal(length);
    }

    // ------------------------------------------------------------------ names

    private void doubleQuoted() {
        quoted('"', !quoting.mayQuoteLiteralsDoubly());
    }

    private void backQuoted() {
        if (quoting == SqlQuoting.MYSQL) {
            quoted('`', true);
        } else if (quoting.isOpen()) {
            nameForSome('`');
        } else {
            // An operator of PostgreSQL's, nothing at all for others.
            symbol('`');
        }
    }

    private void bracketed() {
        if (quoting == SqlQuoting.SQL_SERVER) {
            quoted(']', true);
        } else if (quoting.isOpen()) {
            nameForSome(']');
        } else {
            symbol('[');
        }
    }

    /** What quotes a name for some databases: shown only if nothing in it could matter. */
    private void nameForSome(char close) {
        int end = plainEnd(at + 1);
        boolean closed = end < length && sql.charAt(end) == close;
        if (!closed || (end + 1 < length && sql.charAt(end + 1) == close)) {
            hideRest();
            return;
        }
        symbol(sql.charAt(at));
        while (at < end) {
            token(sql.charAt(at));
        }
        symbol(close);
    }

    /** A quoted name, or a literal quoted like one. A doubled quote inside stands for itself. */
    private void quoted(char close, boolean isName) {
        boolean hides = !isName && quoting.mayEscapeByBackslash();
        int i = at + 1;
        while (i < length) {
            char c = sql.charAt(i);
            if (hides && c == '\\') {
                hideRest();
                return;
            }
            if (c == close) {
                if (i + 1 == length || sql.charAt(i + 1) != close) {
                    break;
                }
                i++;
            }
            i++;
        }
        if (!isName || i >= length) {
            literal(i + 1);
        } else {
            show(i + 1);
        }
    }

    /** A word; with a quote right behind it, it may say how that literal is written. */
    private void name() {
        int start = at;
        int end = at + 1;
        while (end < length && isNamePart(sql.charAt(end))) {
            end++;
        }
        boolean unicode = isWord(start, end, "u") && end + 1 < length && isUnicodeQuote(end);
        int quote = unicode ? end + 1 : end;
        if (quote >= length || sql.charAt(quote) != '\'') {
            show(end);
            return;
        }
        if (isWord(start, end, "q") || isWord(start, end, "nq")) {
            at = quote;
            alternativeString();
            return;
        }
        boolean escapes = isWord(start, end, "e");
        if (end - start > 1) {
            // A type, or a character set, before its literal.
            show(end);
        }
        at = quote;
        string(escapes);
    }

    private void show(int end) {
        for (; at < end; at++) {
            char c = sql.charAt(at);
            out.append(isBreaking(c) ? ' ' : c);
        }
    }

    // ------------------------------------------------------------------ comments

    private void dashes() {
        char third = peek(2);
        boolean space = third <= ' ';
        if (quoting == SqlQuoting.MYSQL && !space && third < 127) {
            // Two minus signs.
            symbol('-');
        } else if (!space && (quoting == SqlQuoting.MYSQL || quoting.isOpen())) {
            perhapsLineComment(2);
        } else {
            lineComment();
        }
    }

    private void lineComment() {
        int end = lineEnd(at);
        if (end < length
                && sql.charAt(end) == '\r'
                && (end + 1 == length || sql.charAt(end + 1) != '\n')
                && quoting != SqlQuoting.POSTGRESQL) {
            // Not the end of a line for all.
            hideRest();
            return;
        }
        at = end;
        space();
    }

    /** A comment for some databases: dropped if nothing in it could matter to the others. */
    private void perhapsLineComment(int mark) {
        if (isPlain(at + mark, lineEnd(at))) {
            lineComment();
        } else {
            hideRest();
        }
    }

    private void hash() {
        if (quoting == SqlQuoting.MYSQL) {
            lineComment();
        } else if (quoting.isOpen()) {
            perhapsLineComment(1);
        } else {
            symbol('#');
        }
    }

    /**
     * A comment. Nested ones end later for some databases than for others, and MySQL runs what is
     * in some of them.
     */
    private void blockComment() {
        boolean open = quoting.isOpen();
        boolean nests =
                open || quoting == SqlQuoting.POSTGRESQL || quoting == SqlQuoting.SQL_SERVER;
        boolean runs =
                (peek(2) == '!' || (peek(2) == 'M' && peek(3) == '!'))
                        && (open || quoting == SqlQuoting.MYSQL);
        int depth = 0;
        int firstEnd = -1;
        int i = at;
        while (i < length) {
            char c = sql.charAt(i);
            char next = i + 1 < length ? sql.charAt(i + 1) : 0;
            if (c == '/' && next == '*') {
                depth++;
                i += 2;
            } else if (c == '*' && next == '/') {
                depth--;
                i += 2;
                if (firstEnd < 0) {
                    firstEnd = i;
                }
                if (depth == 0 || !nests) {
                    break;
                }
            } else {
                i++;
            }
        }
        int doubtful = runs ? at + (peek(2) == '!' ? 3 : 4) : open ? firstEnd : i;
        if (doubtful >= 0 && doubtful < i && !isPlain(doubtful, i - 2)) {
            hideRest();
            return;
        }
        at = i;
        space();
    }

    // ------------------------------------------------------------------ characters

    private void space() {
        int end = out.length();
        if (end > 0 && out.charAt(end - 1) != ' ') {
            out.append(' ');
        }
    }
}
