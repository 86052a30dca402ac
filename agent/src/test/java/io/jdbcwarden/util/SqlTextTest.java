package io.jdbcwarden.util;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SqlTextTest {
    private static String shown(String sql) {
        return SqlText.withoutLiterals(sql, 1000, SqlQuoting.POSTGRESQL);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "select 1|select ?",
                "select 'anna'|select ?",
                "select 'it''s', 2|select ?, ?",
                "select E'it\\'s', b from t|select ?, b from t",
                "select E'a\\\\', b from t|select ?, b from t",
                "select N'x', B'01', X'ff', U&'d\\0061'|select ?, ?, ?, ?",
                "select date'2020-01-01'|select date?",
                "select $$it's$$, b|select ?, b",
                "select $tag$ $$ $tag$, b|select ?, b",
                "select * from t1 where c2 = $1 and d = ?|select * from t1 where c2 = $1 and d = ?",
                "select a$1 from x$y|select a$1 from x$y",
                "select -1.5e-3, .5, 0xFF, 10-5|select -?, ?, ?, ?-?",
                "select \"it's\" from \"T 1\"|select \"it's\" from \"T 1\"",
                "select tags[1], array['x', 'y']|select tags[?], array[?, ?]",
                "select 1$$x$$, $1a$b$ from t|select ??, $1a$b$ from t",
                "select a -- the password is 'x'|select a",
                "select /* 'x' */ a|select a",
                "select /* /* */ x */ a|select a",
                "select data #>> '{a,b}', d #- '{c}'|select data #>> ?, d #- ?",
                "a = 'open|a = ?",
                "a = \"open|a = ?",
                "a = $x$ open|a = ?",
                "a /* open 'x|a",
                "näme = 'x'|näme = ?",
            })
    void showsAStatementWithoutItsLiterals(String sql, String expected) {
        assertThat(shown(sql)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "ORACLE|select q'[it's]', nq'!it's!', b|select ?, ?, b",
                "ORACLE|a = q'(open'|a = ?",
                "ORACLE|a like 'x\\' escape '\\' and b = 1|a like ? escape ? and b = ?",
                "ORACLE|select sid from v$session where id# = :1|select sid from v$session where id# = :?",
                "SQL_SERVER|select [it's], [a]]b] from #t where c = $1.5|select [it's], [a]]b] from #t where c = ?",
                "SQL_SERVER|select \"x\", N'y\\', b|select ?, ?, b",
                "SQL_SERVER|select /* /* ' */ */ \u20ac1.5, b|select \u20ac?, b",
                "MYSQL|select `it's`, \"x\", b # it's|select `it's`, ?, b",
                "MYSQL|select 5--1, b -- x|select ?--?, b",
                "MYSQL|select /* /* */ a|select a",
                "MYSQL|select /*!40001 sql_no_cache */ a|select a",
                "MYSQL|select _utf8'x' /*! 'a */ b' */|select _utf8? ?",
                "STANDARD|select \"it's\", q'[x]', [b] from \"T\"|select \"it's\", ?, [b] from \"T\"",
                "STANDARD|select a // x|select a",
                "UNKNOWN|select [it's], 'secret'|select ?",
                "UNKNOWN|select `it's`, 'secret'|select ?",
                "UNKNOWN|select q'[it's]', b|select ?",
                "UNKNOWN|select a # it's|select a ?",
                "UNKNOWN|select a # so|select a",
            })
    void knowsHowTheDatabaseQuotes(SqlQuoting quoting, String sql, String expected) {
        assertThat(SqlText.withoutLiterals(sql, 1000, quoting)).isEqualTo(expected);
    }

    @Test
    void showsAStatementOnOneLine() {
        assertThat(shown("  select *\n\tfrom t  -- all\r\n where a = 1\n"))
                .isEqualTo("select * from t where a = ?");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                // The backslash escapes for MySQL, and ends nothing for PostgreSQL.
                "select 'a\\', secret', 'b'",
                "select 'a\\' , 'secret'",
                // MySQL: a comment that opens a quote.
                "select a # it's\n from t where b = 'secret'",
                // MySQL: two minus signs.
                "select 1--'a\n secret'",
                // Not nested elsewhere: the literal begins behind the first end.
                "select /* /* */ 'x */ secret'",
            })
    void hidesWhatOnlySomeDatabasesTakeForALiteral(String sql) {
        assertThat(SqlText.withoutLiterals(sql, 1000, SqlQuoting.UNKNOWN)).doesNotContain("secret");
    }

    @Test
    void takesDoubleQuotesForALiteralWhereTheDatabaseDoes() {
        assertThat(SqlText.withoutLiterals("select \"it's\", `b`, \"x", 100, SqlQuoting.MYSQL))
                .isEqualTo("select ?, `b`, ?");
        assertThat(SqlText.withoutLiterals("select \"a\\\" secret", 100, SqlQuoting.MYSQL))
                .isEqualTo("select ?");
    }

    @Test
    void cutsALongStatement() {
        assertThat(SqlText.withoutLiterals("select abcdef", 9, SqlQuoting.UNKNOWN))
                .isEqualTo("select ab...");
        assertThat(SqlText.withoutLiterals("select ab", 9, SqlQuoting.UNKNOWN))
                .isEqualTo("select ab");
    }

    @Test
    void tellsTheDatabaseByItsUrl() {
        assertThat(SqlQuoting.of("jdbc:postgresql://h/d")).isEqualTo(SqlQuoting.POSTGRESQL);
        assertThat(SqlQuoting.of("jdbc:mariadb://h/d")).isEqualTo(SqlQuoting.MYSQL);
        assertThat(SqlQuoting.of("jdbc:jtds:sqlserver://h/d")).isEqualTo(SqlQuoting.SQL_SERVER);
        assertThat(SqlQuoting.of("jdbc:h2:mem:x")).isEqualTo(SqlQuoting.STANDARD);
        assertThat(SqlQuoting.of("jdbc:other:x")).isEqualTo(SqlQuoting.UNKNOWN);
        assertThat(SqlQuoting.of(null)).isEqualTo(SqlQuoting.UNKNOWN);
    }
}
