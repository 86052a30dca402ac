package io.jdbcwarden.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.jdbcwarden.util.ManualClock;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class IncidentsTest {
    private final ManualClock clock = new ManualClock();
    private final Incidents incidents = new Incidents(clock);
    private final List<String> told = new ArrayList<>();

    private void happens(String kind, String site, String message) {
        incidents.add(kind, "shop", site, message, "");
    }

    private List<String> messages() {
        return incidents.recent().stream().map(Incident::message).toList();
    }

    @Test
    void keepsThoseOfOneSiteAsOneWithACount() {
        happens("leak", "A.java:1", "first");
        long first = clock.millis();
        clock.advanceMillis(5000);
        happens("leak", "B.java:1", "other");
        happens("leak", "A.java:1", "second");

        assertThat(messages()).containsExactly("second", "other");
        Incident newest = incidents.recent().get(0);
        assertThat(newest.count()).isEqualTo(2);
        assertThat(newest.firstAtMillis()).isEqualTo(first);
        assertThat(newest.atMillis()).isEqualTo(clock.millis());
        assertThat(newest.seq()).isEqualTo(3);
        assertThat(newest.site()).isEqualTo("A.java:1");
    }

    @Test
    void tellsKindsPoolsAndSitesApart() {
        happens("leak", "A", "1");
        happens("suspect", "A", "2");
        incidents.add("leak", "another", "A", "3", "");
        happens("leak", "B", "4");

        assertThat(messages()).containsExactly("4", "3", "2", "1");
    }

    @Test
    void forgetsTheOneThatHappenedLongestAgo() {
        happens("leak", "first", "first");
        for (int i = 1; i < Incidents.KEPT; i++) {
            happens("leak", "site " + i, "site " + i);
        }
        happens("leak", "first", "first again");
        happens("leak", "one more", "one more");

        assertThat(messages())
                .hasSize(Incidents.KEPT)
                .startsWith("one more", "first again")
                .doesNotContain("site 1")
                .contains("site 2");
    }

    @Test
    void tellsListenersOfTheFirstAtASiteAndThenOnceAMinute() {
        incidents.listen(incident -> told.add(incident.message() + " " + incident.count()));
        for (int i = 0; i < 130; i++) {
            happens("leak", "A", "a");
            clock.advanceMillis(1000);
        }
        happens("leak", "B", "b");

        assertThat(told).containsExactly("a 1", "a 2", "a 3", "a 63", "a 123", "b 1");
    }

    @Test
    void findsTheNewestOfAKind() {
        happens("alarm", "A", "1");
        happens("alarm", "B", "2");
        happens("leak", "A", "3");

        Incident newest = incidents.newest("alarm");
        assertThat(newest).isNotNull();
        assertThat(newest.message()).isEqualTo("2");
        assertThat(incidents.newest("none")).isNull();
    }
}
