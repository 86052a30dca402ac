package io.jdbcwarden.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.jdbcwarden.session.StateChanges;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OrdinarySqlTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "select 1",
                "SELECT * FROM t WHERE a = ? AND b IN (1, 2)",
                "  /* a comment */ select 1 -- and another\n from t",
                "(select 1) union (select 2)",
                "with t as (select 1) select * from t",
                "insert into temp_orders values (1)",
                "insert into t (set_config) values ('set role x; lock')",
                "update t set role = 'x', a = a + 1 where id = ?",
                "delete from t where name = 'it''s'",
                "merge into t using s on (t.id = s.id) when matched then update set a = 1",
                "values (1)",
                "select 1; select 2;",
                "select a$b, $1, \"a\"\"b\", `c` from t",
                "select count(*), max(block), coalesce(deadlock, 0) from clocks",
                "select {fn now()}, {d '2020-01-01'}",
                "select '/* not a comment' from t where a @> b",
                ""
            })
    void queriesAndChangesOfDataAreOrdinary(String sql) {
        assertThat(OrdinarySql.is(sql)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "set role x",
                "SET search_path = x",
                "select 1; set role x",
                "select 1;;-- hm\nset role x",
                "/* first */ set role x",
                "reset all",
                "create table t (a int)",
                "create temp table t (a int)",
                "select * into temp t from s",
                "select * INTO  TEMPORARY t from s",
                "select * into local temp t from s",
                "select * into pg_temp.t from s",
                "select * into #t from s",
                "select set_config('a', 'b', false)",
                "select SET_CONFIG ('a', 'b', false)",
                "select pg_catalog.pg_advisory_lock(1)",
                "select pg_try_advisory_lock_shared(1)",
                "select get_lock('a', 1)",
                "select release_all_locks()",
                "select \"set_config\"('a', 'b', false)",
                "select @x := 1",
                "select 1 into @x",
                "listen a",
                "use db",
                "call p()",
                "{call p()}",
                "{? = call f()}",
                "do $$ begin end $$",
                "lock tables t read",
                "declare c cursor with hold for select 1",
                "begin",
                "commit"
            })
    void whatMayChangeTheSessionIsNot(String sql) {
        assertThat(OrdinarySql.is(sql)).isFalse();
    }

    /** Where databases differ on where a text ends, something could hide behind it. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "select 'a\\''; set @x = 1; -- '",
                "select \"a\\\"\"; set @x = 1; -- \"",
                "select 1 # it's\n; set @x = 1",
                "select 1 --1; set @x = 1",
                "select $$'$$; set role x",
                "select $a$'$a$; set role x",
                "select q'['] from t; set role x --']'",
                "select 1 /* /* */ '*/; set role x --'",
                "select 1 /*! ; set @x = 1 */",
                "select 'not closed",
                "select 1 /* not closed"
            })
    void whatDatabasesReadDifferentlyIsNot(String sql) {
        assertThat(OrdinarySql.is(sql)).isFalse();
    }

    /** Nothing that any dialect would find may be taken for ordinary. */
    @Test
    void noDialectFindsAnythingInWhatIsOrdinary() {
        String[] parts = {
            "select ",
            "set ",
            "role ",
            "x",
            " = ",
            "'",
            "''",
            "\\'",
            "\"",
            "`",
            "$$",
            "$a$",
            "--",
            "-- ",
            "\n",
            "/*",
            "*/",
            "/*!",
            "#",
            ";",
            "(",
            ")",
            "set_config(",
            "'a'",
            ", ",
            "false",
            "pg_advisory_lock(",
            "get_lock(",
            "into ",
            "temp ",
            "@",
            "@x",
            " := ",
            "create ",
            "temporary ",
            "table ",
            "t ",
            "with ",
            "hold ",
            "use ",
            "listen ",
            "prepare ",
            "q'[",
            "]'",
            "[",
            "]",
            "insert into t ",
            "update t set a = 1 ",
            "{",
            "call ",
            "E'",
            "e"
        };
        List<Dialect> dialects =
                List.of(
                        new PostgresDialect(),
                        new MySqlDialect(),
                        new H2Dialect(),
                        new OracleDialect(),
                        new GenericDialect());
        Random random = new Random(4711);
        int ordinary = 0;
        for (int i = 0; i < 300_000; i++) {
            StringBuilder text = new StringBuilder("select ");
            for (int j = random.nextInt(10); j >= 0; j--) {
                text.append(parts[random.nextInt(parts.length)]);
            }
            String sql = text.toString();
            boolean isOrdinary = OrdinarySql.is(sql);
            ordinary += isOrdinary ? 1 : 0;
            for (Dialect dialect : dialects) {
                StateChanges changes = new StateChanges();
                dialect.read(sql, changes);
                if (isOrdinary) {
                    assertThat(changes.isEmpty())
                            .as(dialect.getClass() + " finds " + changes + " in: " + sql)
                            .isTrue();
                }
            }
        }
        assertThat(ordinary).isGreaterThan(10_000);
    }

    /** Any characters at all, cut anywhere. */
    @Test
    void readsAnyText() {
        Random random = new Random(42);
        List<Dialect> dialects =
                List.of(
                        new PostgresDialect(),
                        new MySqlDialect(),
                        new H2Dialect(),
                        new OracleDialect(),
                        new SqlServerDialect(),
                        new GenericDialect());
        String alphabet = "setSET '\"`$;-/*#(@)[]{}\\.,=:iIntoqexQ\0\n\u00e4\ud83d ";
        for (int i = 0; i < 200_000; i++) {
            StringBuilder text = new StringBuilder();
            for (int j = random.nextInt(40); j > 0; j--) {
                text.append(alphabet.charAt(random.nextInt(alphabet.length())));
            }
            String sql = (i % 2 == 0 ? "set " : "") + text;
            OrdinarySql.is(sql);
            for (Dialect dialect : dialects) {
                dialect.read(sql, new StateChanges());
            }
        }
    }

    @Test
    void allocatesNothing() {
        String sql = "select o.id, o.total from orders o where o.customer in (?, ?) and a = 'b'";
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long least = Long.MAX_VALUE;
        for (int round = 0; round < 5; round++) {
            long before = threads.getCurrentThreadAllocatedBytes();
            for (int i = 0; i < 20_000; i++) {
                if (!OrdinarySql.is(sql)) {
                    throw new AssertionError(sql);
                }
            }
            least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - before);
        }
        assertThat(least / 20_000).as("bytes a text").isZero();
    }
}
