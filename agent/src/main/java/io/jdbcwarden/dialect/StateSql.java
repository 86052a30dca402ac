package io.jdbcwarden.dialect;

import io.jdbcwarden.session.StateChanges;

/**
 * Reads SQL that is not {@linkplain OrdinarySql ordinary} for what it changes of its session beyond
 * its transaction: statement by statement, and each function that is called by name. What stands in
 * strings, in functions and in blocks of code is not seen.
 */
abstract class StateSql {
    private final SqlTokens.Syntax syntax;

    StateSql(SqlTokens.Syntax syntax) {
        this.syntax = syntax;
    }

    /** Notes what the text would change. */
    final void read(String sql, StateChanges into) {
        SqlTokens tokens = new SqlTokens(sql, syntax);
        while (tokens.next()) {
            if (!tokens.isSymbol('(') && !tokens.isSymbol('{')) {
                statement(tokens, into);
                rest(tokens, into);
            }
        }
    }

    /** Goes on to the end of the statement. */
    private void rest(SqlTokens tokens, StateChanges into) {
        while (!tokens.isEnd() && !tokens.isSymbol(';')) {
            if (tokens.isName() && tokens.peek() == '(') {
                function(tokens, into);
            } else {
                token(tokens, into);
            }
            if (!tokens.isSymbol(';')) {
                tokens.next();
            }
        }
    }

    /**
     * A statement begins with the current token. May go on, but not beyond its end; where it stops,
     * the rest is looked through.
     */
    abstract void statement(SqlTokens tokens, StateChanges into);

    /** The current token is the name of a function that is called. May go on as above. */
    abstract void function(SqlTokens tokens, StateChanges into);

    /** Any other token. May go on as above. */
    void token(SqlTokens tokens, StateChanges into) {}
}
