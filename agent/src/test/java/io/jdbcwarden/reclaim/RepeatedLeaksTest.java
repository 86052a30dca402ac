package io.jdbcwarden.reclaim;

import static org.assertj.core.api.Assertions.assertThat;

import io.jdbcwarden.session.Incidents;
import io.jdbcwarden.util.ManualClock;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class RepeatedLeaksTest {
    private final ManualClock clock = new ManualClock();
    private final Incidents incidents = new Incidents(clock);
    private final RepeatedLeaks leaks = new RepeatedLeaks(clock);

    @Test
    void tellsTheFirstOfASiteWholeAndTheOthersInOneLineAMinuteLater() {
        assertThat(isFirst("a", "one")).isTrue();
        assertThat(isFirst("a", "two")).isFalse();
        assertThat(isFirst("a", "three")).isFalse();
        clock.advance(Duration.ofSeconds(59));
        assertThat(due()).isEmpty();
        clock.advance(Duration.ofSeconds(1));

        assertThat(due()).containsExactly("three (the last of 2 more at this site in 60 s)");
        assertThat(due()).isEmpty();
    }

    @Test
    void countsFromItsLastLine() {
        isFirst("a", "one");
        isFirst("a", "two");
        clock.advance(Duration.ofMinutes(1));
        due();
        clock.advance(Duration.ofMinutes(10));
        assertThat(isFirst("a", "three")).isFalse();

        assertThat(due()).containsExactly("three (the last of 1 more at this site in 600 s)");
    }

    @Test
    void tellsEachSiteByItself() {
        assertThat(isFirst("a", "one")).isTrue();
        assertThat(isFirst("b", "two")).isTrue();
        isFirst("a", "three");
        isFirst("b", "four");
        clock.advance(Duration.ofMinutes(1));

        assertThat(due()).hasSize(2);
    }

    @Test
    void tellsASiteWholeAgainThatWasQuietForAnHour() {
        isFirst("a", "one");
        clock.advance(Duration.ofHours(1));

        assertThat(isFirst("a", "two")).isTrue();
    }

    @Test
    void keepsSoManySitesAtMost() {
        isFirst("a", "one");
        for (int i = 0; i < 256; i++) {
            isFirst("site " + i, "more");
        }

        assertThat(isFirst("a", "two")).isTrue();
        assertThat(isFirst("site 255", "more")).isFalse();
    }

    private boolean isFirst(String site, String message) {
        return leaks.isFirst(incidents.add("leak", "shop", site, message, ""));
    }

    private List<String> due() {
        return leaks.due(clock.nanos()).stream().map(RepeatedLeaks.Line::message).toList();
    }
}
