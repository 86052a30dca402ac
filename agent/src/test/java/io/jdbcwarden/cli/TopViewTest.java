package io.jdbcwarden.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.jdbcwarden.cli.SessionRows.Sort;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.management.openmbean.CompositeData;
import javax.management.openmbean.CompositeDataSupport;
import javax.management.openmbean.CompositeType;
import javax.management.openmbean.OpenDataException;
import javax.management.openmbean.OpenType;
import javax.management.openmbean.SimpleType;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class TopViewTest {
    private static final String[] COLUMNS = {
        "id",
        "pool",
        "state",
        "ageMillis",
        "idleMillis",
        "statements",
        "sqlMillis",
        "transaction",
        "user",
        "requestId",
        "threadName",
        "currentSql",
        "borrowedAt"
    };

    private static CompositeData session(long id, long age, String user) {
        OpenType<?>[] types = {
            SimpleType.LONG,
            SimpleType.STRING,
            SimpleType.STRING,
            SimpleType.LONG,
            SimpleType.LONG,
            SimpleType.INTEGER,
            SimpleType.DOUBLE,
            SimpleType.BOOLEAN,
            SimpleType.STRING,
            SimpleType.STRING,
            SimpleType.STRING,
            SimpleType.STRING,
            SimpleType.STRING
        };
        try {
            CompositeType type = new CompositeType("S", "a session", COLUMNS, COLUMNS, types);
            return new CompositeDataSupport(
                    type,
                    COLUMNS,
                    new Object[] {
                        id,
                        "shop",
                        "LEASED",
                        age,
                        5L,
                        3,
                        1.5,
                        true,
                        user,
                        "r" + id,
                        "main",
                        "select ?\nfrom x",
                        "Dao.java:1"
                    });
        } catch (OpenDataException e) {
            throw new IllegalStateException(e);
        }
    }

    private static TopView view(int pools, int sessions, String status, String... reasons) {
        List<Map<String, @Nullable Object>> ofPools = new ArrayList<>();
        for (int i = 0; i < pools; i++) {
            Map<String, @Nullable Object> pool = new LinkedHashMap<>();
            pool.put("Name", "pool" + i);
            pool.put("Status", status);
            ofPools.add(pool);
        }
        List<CompositeData> ofSessions = new ArrayList<>();
        for (int i = 1; i <= sessions; i++) {
            ofSessions.add(session(i, i * 1000L, "user" + (sessions - i)));
        }
        return new TopView(
                "123", "shop.jar", status, List.of(reasons), "mode enforce", ofPools, ofSessions);
    }

    @Test
    void fillsTheScreenExactlyHoweverMuchThereIs() {
        for (int rows : new int[] {10, 24, 60}) {
            for (int columns : new int[] {20, 80, 200}) {
                List<String> lines =
                        view(30, 500, "DOWN", "a reason that is long", "b", "c", "d")
                                .lines(rows, columns, Sort.AGE, false, false);
                assertThat(lines).hasSize(rows).allMatch(line -> line.length() <= columns);
                assertThat(lines).last().asString().startsWith("sorted by age");
            }
        }
    }

    @Test
    void survivesAWindowOfNearlyNoSize() {
        assertThat(view(3, 3, "UP").lines(1, 1, Sort.AGE, false, true)).hasSize(1);
    }

    @Test
    void showsEverythingWhereThereIsNoScreen() {
        List<String> lines = view(30, 500, "UP").lines(0, 0, Sort.AGE, false, false);

        assertThat(lines).hasSizeGreaterThan(530).noneMatch(line -> line.startsWith("sorted by"));
        assertThat(lines.get(0)).contains("pid 123", "shop.jar", "UP");
    }

    @Test
    void sortsAndReverses() {
        TopView view = view(1, 3, "UP");

        assertThat(sessions(view.lines(0, 0, Sort.AGE, false, false)))
                .containsExactly("3", "2", "1");
        assertThat(sessions(view.lines(0, 0, Sort.AGE, true, false)))
                .containsExactly("1", "2", "3");
        assertThat(sessions(view.lines(0, 0, Sort.USER, false, false)))
                .containsExactly("3", "2", "1");
        assertThat(sessions(view.lines(0, 0, Sort.IDLE, false, false)))
                .containsExactly("1", "2", "3");
    }

    private static List<String> sessions(List<String> lines) {
        return lines.stream()
                .filter(line -> line.contains(" LEASED "))
                .map(line -> line.trim().split(" +")[0])
                .toList();
    }

    @Test
    void hasColoursOnlyIfTheyAreWanted() {
        TopView view = view(1, 1, "DEGRADED", "why");

        assertThat(view.lines(0, 0, Sort.AGE, false, false)).noneMatch(l -> l.contains("\033"));
        assertThat(view.lines(0, 0, Sort.AGE, false, true).get(0)).startsWith("\033[33m");
        assertThat(view(1, 1, "UP").lines(0, 0, Sort.AGE, false, true).get(0))
                .startsWith("\033[32m");
    }
}
