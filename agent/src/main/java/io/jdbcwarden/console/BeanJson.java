package io.jdbcwarden.console;

import io.jdbcwarden.util.Json;
import java.time.Instant;
import java.util.Date;
import java.util.function.Predicate;
import javax.management.DynamicMBean;
import javax.management.JMException;
import javax.management.MBeanAttributeInfo;
import javax.management.openmbean.CompositeData;
import javax.management.openmbean.CompositeType;
import javax.management.openmbean.OpenMBeanAttributeInfo;
import javax.management.openmbean.OpenType;
import javax.management.openmbean.TabularData;
import javax.management.openmbean.TabularType;
import org.jspecify.annotations.Nullable;

/**
 * Beans of open types as JSON, whatever is in them: what a bean gains is there by itself. Names
 * begin with a small letter; a table is an array of objects; a moment is text as in ISO 8601.
 */
final class BeanJson {
    private BeanJson() {}

    /** Appends the attributes that are wanted as the fields of an object, without its braces. */
    static void fields(StringBuilder to, DynamicMBean bean, Predicate<String> wanted) {
        String comma = "";
        for (MBeanAttributeInfo info : bean.getMBeanInfo().getAttributes()) {
            if (wanted.test(info.getName())) {
                to.append(comma);
                name(to, info.getName());
                value(to, read(bean, info.getName()));
                comma = ",";
            }
        }
    }

    /** An attribute; null also if it cannot be read now. */
    static @Nullable Object read(DynamicMBean bean, String attribute) {
        try {
            return bean.getAttribute(attribute);
        } catch (JMException e) {
            return null;
        }
    }

    /** Appends a value of an open type. */
    static void value(StringBuilder to, @Nullable Object value) {
        if (value instanceof CompositeData) {
            row(to, (CompositeData) value);
        } else if (value instanceof TabularData) {
            array(to, ((TabularData) value).values().toArray());
        } else if (value instanceof Object[]) {
            array(to, (Object[]) value);
        } else if (value instanceof Double && isNoNumber((Double) value)) {
            to.append("null");
        } else if (value == null || value instanceof Number || value instanceof Boolean) {
            to.append(value);
        } else {
            Json.quote(to, text(value));
        }
    }

    /** Appends what the attributes mean, and the columns of those that have some. */
    static void meanings(StringBuilder to, DynamicMBean bean) {
        String comma = "{";
        for (MBeanAttributeInfo info : bean.getMBeanInfo().getAttributes()) {
            to.append(comma);
            name(to, info.getName());
            to.append("{\"meaning\":");
            Json.quote(to, info.getDescription());
            CompositeType columns = columns(((OpenMBeanAttributeInfo) info).getOpenType());
            if (columns != null) {
                to.append(",\"columns\":");
                String between = "{";
                for (String column : columns.keySet()) {
                    to.append(between);
                    name(to, column);
                    Json.quote(to, columns.getDescription(column));
                    between = ",";
                }
                to.append('}');
            }
            to.append('}');
            comma = ",";
        }
        to.append('}');
    }

    private static @Nullable CompositeType columns(OpenType<?> type) {
        if (type instanceof TabularType) {
            return ((TabularType) type).getRowType();
        }
        return type instanceof CompositeType ? (CompositeType) type : null;
    }

    private static void row(StringBuilder to, CompositeData row) {
        String comma = "{";
        for (String column : row.getCompositeType().keySet()) {
            to.append(comma);
            name(to, column);
            value(to, row.get(column));
            comma = ",";
        }
        to.append('}');
    }

    static void array(StringBuilder to, Object[] values) {
        to.append('[');
        for (int i = 0; i < values.length; i++) {
            to.append(i == 0 ? "" : ",");
            value(to, values[i]);
        }
        to.append(']');
    }

    private static void name(StringBuilder to, String name) {
        Json.quote(to, Character.toLowerCase(name.charAt(0)) + name.substring(1));
        to.append(':');
    }

    private static boolean isNoNumber(Double value) {
        return value.isNaN() || value.isInfinite();
    }

    @SuppressWarnings("JavaUtilDate") // the only moment among the open types
    private static String text(Object value) {
        return value instanceof Date
                ? Instant.ofEpochMilli(((Date) value).getTime()).toString()
                : String.valueOf(value);
    }
}
