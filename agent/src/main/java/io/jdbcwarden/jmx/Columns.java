package io.jdbcwarden.jmx;

import java.util.LinkedHashMap;
import java.util.Map;
import javax.management.openmbean.CompositeData;
import javax.management.openmbean.CompositeDataSupport;
import javax.management.openmbean.CompositeType;
import javax.management.openmbean.OpenDataException;
import javax.management.openmbean.OpenType;
import javax.management.openmbean.TabularData;
import javax.management.openmbean.TabularDataSupport;
import javax.management.openmbean.TabularType;
import org.jspecify.annotations.Nullable;

/** The columns of a row, or of a table of such rows. Immutable once built. */
final class Columns {
    private final String[] names;
    private final CompositeType row;
    private final TabularType table;

    private Columns(String[] names, CompositeType row, TabularType table) {
        this.names = names;
        this.row = row;
        this.table = table;
    }

    static Builder of(String name, String description) {
        return new Builder(name, description);
    }

    /** The type of one row. */
    CompositeType row() {
        return row;
    }

    /** The type of a table. */
    TabularType table() {
        return table;
    }

    /** One row, its values in the order of the columns. */
    CompositeData row(@Nullable Object... values) {
        try {
            return new CompositeDataSupport(row, names, values);
        } catch (OpenDataException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A table; of rows with the same key the last one stays. */
    TabularData table(Iterable<CompositeData> rows) {
        TabularDataSupport table = new TabularDataSupport(this.table);
        for (CompositeData data : rows) {
            Object[] key = table.calculateIndex(data);
            if (table.containsKey(key)) {
                table.remove(key);
            }
            table.put(data);
        }
        return table;
    }

    /** Collects columns; the first ones can be made the key of a table. */
    static final class Builder {
        private final String name;
        private final String description;
        private final Map<String, OpenType<?>> types = new LinkedHashMap<>();
        private final Map<String, String> descriptions = new LinkedHashMap<>();

        private Builder(String name, String description) {
            this.name = name;
            this.description = description;
        }

        Builder column(String column, OpenType<?> type, String meaning) {
            types.put(column, type);
            descriptions.put(column, meaning);
            return this;
        }

        /**
         * Ends the list.
         *
         * @param key how many of the first columns are the key of a table, at least one
         */
        Columns key(int key) {
            String[] names = types.keySet().toArray(new String[0]);
            String[] index = new String[key];
            System.arraycopy(names, 0, index, 0, key);
            try {
                CompositeType row =
                        new CompositeType(
                                name,
                                description,
                                names,
                                descriptions.values().toArray(new String[0]),
                                types.values().toArray(new OpenType<?>[0]));
                return new Columns(names, row, new TabularType(name, description, row, index));
            } catch (OpenDataException e) {
                throw new IllegalArgumentException(e);
            }
        }
    }
}
