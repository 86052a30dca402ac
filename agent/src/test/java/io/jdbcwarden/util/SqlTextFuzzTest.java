package io.jdbcwarden.util;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.BitSet;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What no example thinks of: random texts, read as each database with each setting would. */
class SqlTextFuzzTest {
    private static final int TEXTS = Integer.getInteger("fuzz.texts", 60_000);

    /** The first of the letters that mark places: names in every database, and in no piece. */
    private static final char MARKS = '\u4e00';

    private static final String[] PIECES = {
        "'", "'", "''", "\"", "`", "[", "]", "\\", "\\'", "$", "$$", "$a$", "$b$", "--", "-- ", "#",
        "/*", "*/", "/*!", "/*M!", "//", "\n", "\r", "\r\n", " ", "e", "E'", "n'", "q'", "q'[",
        "]'", "nq'(", ")'", "U&'", "u&", "x'", "_utf8'", "date'", "1", "1e", "1e-", "0x", "$1", "a",
        "(", ",", "-", "\t", ".", "\u007f", "\u00a3", "\u2028", "\u3000", "\u00a0", "{", "}",
        "\"\"", "]]", "=", "#>>"
    };

    /** Each place has a letter of its own, so what comes through tells where it was. */
    @ParameterizedTest
    @EnumSource(SqlQuoting.class)
    void nothingOfALiteralComesThroughHoweverTheDatabaseReadsIt(SqlQuoting quoting) {
        List<SqlReading> readings = SqlReading.of(quoting);
        Random random = new Random(quoting.name().hashCode());
        for (int n = 0; n < TEXTS; n++) {
            String sql = soup(random);
            String shown = SqlText.withoutLiterals(sql, 10_000, quoting);
            for (SqlReading reading : readings) {
                BitSet secrets = reading.secrets(sql);
                for (int i = secrets.nextSetBit(0); i >= 0; i = secrets.nextSetBit(i + 1)) {
                    if (sql.charAt(i) >= MARKS) {
                        assertThat(shown.indexOf(sql.charAt(i)))
                                .as("%s read as by %s, shown as %s", sql, reading, shown)
                                .isNegative();
                    }
                }
            }
        }
    }

    private static String soup(Random random) {
        StringBuilder sql = new StringBuilder();
        char mark = MARKS;
        for (int i = 1 + random.nextInt(14); i > 0; i--) {
            sql.append(PIECES[random.nextInt(PIECES.length)]);
            if (random.nextInt(3) > 0) {
                sql.append(mark++);
            }
        }
        return sql.toString();
    }

    @Test
    void readsAnyTextWithoutFailingAndKeepsToTheLength() {
        Random random = new Random(7);
        for (int n = 0; n < TEXTS; n++) {
            StringBuilder sql = new StringBuilder();
            for (int i = random.nextInt(20); i > 0; i--) {
                sql.append(PIECES[random.nextInt(PIECES.length)]);
            }
            int longest = random.nextInt(30);
            for (SqlQuoting quoting : SqlQuoting.values()) {
                String shown = SqlText.withoutLiterals(sql, longest, quoting);
                assertThat(shown.length()).isLessThanOrEqualTo(longest + 3);
                assertThat(shown).doesNotContain("\n", "\r", "\u2028");
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "#",
                "'",
                "$",
                "-- ",
                "/*",
                "\"",
                "1e",
                "$a",
                "# ",
                "--",
                "q'",
                "\\",
                "[",
                "[a",
                "`",
                "$aaaaaaaaaaaaaaaa$b",
                "--a\r\n",
                "/* */",
                "[]",
                "``",
                "//a",
                "/*!a*/",
                "$a$ ",
                "(",
                "1e-",
                "q'['",
                "--a"
            })
    void looksAtEachCharacterAFewTimesOnly(String piece) {
        for (SqlQuoting quoting : SqlQuoting.values()) {
            long few = looks(piece.repeat(1_000), quoting);
            long many = looks(piece.repeat(10_000), quoting);

            assertThat(many).as("%s of %s", piece, quoting).isLessThanOrEqualTo(10 * few + 1_000);
        }
    }

    @Test
    void looksAtEachCharacterAFewTimesOnlyWhateverTheText() {
        Random random = new Random(11);
        for (int n = 0; n < 2_000; n++) {
            StringBuilder sql = new StringBuilder();
            for (int i = 0; i < 300; i++) {
                sql.append(PIECES[random.nextInt(PIECES.length)]);
            }
            for (SqlQuoting quoting : SqlQuoting.values()) {
                assertThat(looks(sql.toString(), quoting))
                        .as("%s of %s", sql, quoting)
                        .isLessThanOrEqualTo(16L * sql.length());
            }
        }
    }

    private static long looks(String text, SqlQuoting quoting) {
        Counted counted = new Counted(text);
        SqlText.withoutLiterals(counted, 10_000_000, quoting);
        return counted.looks;
    }

    /** Counts how often a character is looked at. */
    private static final class Counted implements CharSequence {
        private final String text;
        private long looks;

        Counted(String text) {
            this.text = text;
        }

        @Override
        public int length() {
            return text.length();
        }

        @Override
        public char charAt(int index) {
            looks++;
            return text.charAt(index);
        }

        @Override
        public CharSequence subSequence(int start, int end) {
            throw new UnsupportedOperationException();
        }
    }
}
