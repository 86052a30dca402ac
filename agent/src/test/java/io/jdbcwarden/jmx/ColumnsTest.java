package io.jdbcwarden.jmx;

import static javax.management.openmbean.SimpleType.LONG;
import static javax.management.openmbean.SimpleType.STRING;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import javax.management.openmbean.CompositeData;
import javax.management.openmbean.TabularData;
import org.junit.jupiter.api.Test;

class ColumnsTest {
    private static final Columns COLUMNS =
            Columns.of("Reclaims", "what was done")
                    .column("cause", STRING, "why")
                    .column("outcome", STRING, "what")
                    .column("count", LONG, "how often")
                    .key(2);

    @Test
    void makesATableWithAKeyOfSeveralColumns() {
        TabularData table =
                COLUMNS.table(
                        List.of(
                                COLUMNS.row("IDLE", "EVICTED", 3L),
                                COLUMNS.row("IDLE", "FAILED", 1L)));

        assertThat(table.getTabularType().getIndexNames()).containsExactly("cause", "outcome");
        assertThat(table.get(new Object[] {"IDLE", "EVICTED"}).get("count")).isEqualTo(3L);
    }

    @Test
    void keepsTheOrderOfTheRows() {
        TabularData table =
                COLUMNS.table(
                        List.of(
                                COLUMNS.row("z", "", 1L),
                                COLUMNS.row("a", "", 2L),
                                COLUMNS.row("m", "", 3L)));

        assertThat(table.values())
                .extracting(row -> ((CompositeData) row).get("cause"))
                .containsExactly("z", "a", "m");
    }

    @Test
    void letsTheLastOfTwoRowsWithOneKeyStay() {
        TabularData table =
                COLUMNS.table(List.of(COLUMNS.row("a", "b", 1L), COLUMNS.row("a", "b", 2L)));

        assertThat(table.get(new Object[] {"a", "b"}).get("count")).isEqualTo(2L);
        assertThat(table.size()).isEqualTo(1);
    }

    @Test
    void allowsAMissingValueOutsideTheKey() {
        assertThat(COLUMNS.row("a", "b", null).get("count")).isNull();
    }

    @Test
    void refusesAValueOfAnotherType() {
        assertThatThrownBy(() -> COLUMNS.row("a", "b", 1)).hasMessageContaining("count");
    }
}
