package io.jdbcwarden.cli;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.management.openmbean.CompositeData;
import javax.management.openmbean.TabularData;
import org.jspecify.annotations.Nullable;

/** Writes what the agent's beans hold as JSON: rows as objects, tables as arrays of them. */
final class Json {
    private final StringBuilder text = new StringBuilder();

    private Json() {}

    static String of(@Nullable Object value) {
        Json json = new Json();
        json.write(value, 0);
        return json.text.toString();
    }

    /** A row as a map that keeps the order of its columns' names. */
    static Map<String, @Nullable Object> object(CompositeData row) {
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        for (String key : row.getCompositeType().keySet()) {
            object.put(key, row.get(key));
        }
        return object;
    }

    private void write(@Nullable Object value, int depth) {
        if (value == null) {
            text.append("null");
        } else if (value instanceof CompositeData) {
            write(object((CompositeData) value), depth);
        } else if (value instanceof TabularData) {
            write(new ArrayList<Object>(((TabularData) value).values()), depth);
        } else if (value instanceof Map) {
            object((Map<?, ?>) value, depth);
        } else if (value instanceof Object[]) {
            write(Arrays.asList((Object[]) value), depth);
        } else if (value instanceof List) {
            array((List<?>) value, depth);
        } else if (value instanceof Boolean || value instanceof Number) {
            text.append(number(value));
        } else if (value instanceof Date) {
            string(((Date) value).toInstant().toString());
        } else {
            string(value.toString());
        }
    }

    /** JSON knows neither. */
    private static String number(Object value) {
        String written = value.toString();
        return written.equals("NaN") || written.endsWith("Infinity") ? "null" : written;
    }

    private void object(Map<?, ?> map, int depth) {
        text.append('{');
        String separator = "";
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            text.append(separator);
            line(depth + 1);
            string(String.valueOf(entry.getKey()));
            text.append(": ");
            write(entry.getValue(), depth + 1);
            separator = ",";
        }
        if (!map.isEmpty()) {
            line(depth);
        }
        text.append('}');
    }

    private void array(List<?> list, int depth) {
        text.append('[');
        String separator = "";
        for (Object element : list) {
            text.append(separator);
            line(depth + 1);
            write(element, depth + 1);
            separator = ",";
        }
        if (!list.isEmpty()) {
            line(depth);
        }
        text.append(']');
    }

    private void line(int depth) {
        text.append('\n');
        for (int i = 0; i < depth; i++) {
            text.append("  ");
        }
    }

    private void string(String value) {
        text.append('"');
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c == '"' || c == '\\') {
                text.append('\\').append(c);
            } else if (c == '\n') {
                text.append("\\n");
            } else if (c == '\t') {
                text.append("\\t");
            } else if (c < ' ' || (c >= 0x7f && c < 0xa0) || Character.isSurrogate(c)) {
                text.append(String.format("\\u%04x", (int) c));
            } else {
                text.append(c);
            }
        }
        text.append('"');
    }
}
