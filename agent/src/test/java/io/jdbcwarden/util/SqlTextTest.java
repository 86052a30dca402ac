package io.jdbcwarden.util;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SqlTextTest {
    private static String shown(String sql) {
        return SqlText.withoutLiterals(sql, 1000, true);
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
                "select \"it's\", `b` from \"T 1\"|select \"it's\", `b` from \"T 1\"",
                "select a -- the password is 'x'|select a",
                "select /* 'x' */ a|select a",
                "select /* /* */ x */ a|select a",
                "select data #>> '{a,b}', d #- '{c}'|select data #>> ?, d #- ?",
                "select q'[it's]', b|select ?, b",
                "a = 'open|a = ?",
                "a = \"open|a = ?",
                "a = $x$ open|a = ?",
                "a = q'(open'|a = ?",
                "a /* open 'x|a",
                "näme = 'x'|näme = ?",
            })
    void showsAStatementWithoutItsLiterals(String sql, String expected) {
        assertThat(shown(sql)).isEqualTo(expected);
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
        assertThat(shown(sql)).doesNotContain("secret");
    }

    @Test
    void takesDoubleQuotesForALiteralWhereTheDatabaseDoes() {
        assertThat(SqlText.withoutLiterals("select \"it's\", `b`, \"x", 100, false))
                .isEqualTo("select ?, `b`, ?");
        assertThat(SqlText.withoutLiterals("select \"a\\\" secret", 100, false))
                .isEqualTo("select ?");
    }

    @Test
    void cutsALongStatement() {
        assertThat(SqlText.withoutLiterals("select abcdef", 9, true)).isEqualTo("select ab...");
        assertThat(SqlText.withoutLiterals("select ab", 9, true)).isEqualTo("select ab");
    }

    @Test
    void neverShowsASecretWhateverStandsAroundIt() {
        Random random = new Random(42);
        String[] before = {
            "select ",
            "a, ",
            "/* x */",
            "-- y\n",
            "\"n\" ",
            "$1 ",
            "(",
            "x$y ",
            "#>> ",
            "1e5 ",
            "'o''k', ",
            "E'\\'', ",
            "$$ $$",
            "$t$'$t$",
            "date'x' ",
            " /* /* ' */ */ ",
            "`q` ",
            "--'\n"
        };
        String[][] quotes = {
            {"'", "'"},
            {"E'", "'"},
            {"N'", "'"},
            {"$$", "$$"},
            {"$q$", "$q$"},
            {"E'\\\\", "'"},
            {"'''", "'"},
            {"E'\\'", "\\''"},
            {"U&'", "'"},
            {"_utf8'", "'"},
            {"$$'", "$$"}
        };
        for (int n = 0; n < 50_000; n++) {
            StringBuilder sql = new StringBuilder();
            for (int i = random.nextInt(8); i > 0; i--) {
                sql.append(before[random.nextInt(before.length)]);
            }
            for (int i = 1 + random.nextInt(3); i > 0; i--) {
                String[] quote = quotes[random.nextInt(quotes.length)];
                sql.append(' ').append(quote[0]).append("secret").append(quote[1]).append(' ');
                sql.append(before[random.nextInt(before.length)]);
            }
            assertThat(shown(sql.toString())).as(sql.toString()).doesNotContain("secret");
        }
    }

    @Test
    void readsAnyTextWithoutFailing() {
        Random random = new Random(7);
        String alphabet = "'\"`$#-/*\\\n eEqQnNuU&[](){}<>.x1_?:;@\u00e4";
        for (int n = 0; n < 100_000; n++) {
            StringBuilder sql = new StringBuilder();
            for (int i = random.nextInt(30); i > 0; i--) {
                sql.append(alphabet.charAt(random.nextInt(alphabet.length())));
            }
            int longest = random.nextInt(30);
            String shown = SqlText.withoutLiterals(sql.toString(), longest, random.nextBoolean());
            assertThat(shown.length()).isLessThanOrEqualTo(longest + 3);
            assertThat(shown).doesNotContain("\n");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"#", "'", "$", "-- ", "/*", "\"", "1e", "$a", "# ", "--", "q'", "\\"})
    void takesTimeInProportionToTheLength(String piece) {
        String sql = piece.repeat(500_000);
        Assertions.assertTimeoutPreemptively(
                Duration.ofSeconds(5),
                () -> assertThat(SqlText.withoutLiterals(sql, 2_000_000, true)).isNotNull());
    }
}
