package io.jdbcwarden.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.management.openmbean.CompositeData;
import javax.management.openmbean.CompositeDataSupport;
import javax.management.openmbean.CompositeType;
import javax.management.openmbean.OpenDataException;
import javax.management.openmbean.OpenType;
import javax.management.openmbean.SimpleType;
import javax.management.openmbean.TabularDataSupport;
import javax.management.openmbean.TabularType;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class JsonTest {
    private static String flat(@Nullable Object value) {
        return Json.of(value).replaceAll("\n *", "");
    }

    @Test
    void writesPlainValues() {
        assertThat(flat(null)).isEqualTo("null");
        assertThat(flat(true)).isEqualTo("true");
        assertThat(flat(12L)).isEqualTo("12");
        assertThat(flat(1.5)).isEqualTo("1.5");
        assertThat(flat(Double.NaN)).isEqualTo("null");
        assertThat(flat(Double.POSITIVE_INFINITY)).isEqualTo("null");
    }

    @Test
    @SuppressWarnings("JavaUtilDate") // what beans hold
    void writesTimesAsTheyAreReadEverywhere() {
        assertThat(flat(Date.from(Instant.ofEpochSecond(0)))).isEqualTo("\"1970-01-01T00:00:00Z\"");
    }

    @Test
    void escapesWhatJsonAndTerminalsWouldObey() {
        assertThat(flat("a\"b\\c\nd\te\033f\u009b"))
                .isEqualTo("\"a\\\"b\\\\c\\nd\\te\\u001bf\\u009b\"");
        assertThat(flat("Zürich 東京")).isEqualTo("\"Zürich 東京\"");
        assertThat(flat("\ud83d\ude00")).isEqualTo("\"\\ud83d\\ude00\"");
    }

    @Test
    void writesListsAndMapsInTheirOrder() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("b", Arrays.asList(1, "x"));
        map.put("a", new String[] {"y"});
        map.put("none", new ArrayList<>());

        assertThat(flat(map)).isEqualTo("{\"b\": [1,\"x\"],\"a\": [\"y\"],\"none\": []}");
    }

    @Test
    void writesRowsAsObjectsAndTablesAsArraysOfThem() throws OpenDataException {
        String[] names = {"name", "count"};
        CompositeType type =
                new CompositeType(
                        "Row",
                        "a row",
                        names,
                        names,
                        new OpenType<?>[] {SimpleType.STRING, SimpleType.INTEGER});
        TabularDataSupport table =
                new TabularDataSupport(new TabularType("Table", "a", type, new String[] {"name"}));
        CompositeData row = new CompositeDataSupport(type, names, new Object[] {"x", 1});
        table.put(row);

        assertThat(flat(row)).isEqualTo("{\"count\": 1,\"name\": \"x\"}");
        assertThat(flat(table)).isEqualTo("[{\"count\": 1,\"name\": \"x\"}]");
        assertThat(flat(List.of(row))).isEqualTo(flat(table));
    }
}
