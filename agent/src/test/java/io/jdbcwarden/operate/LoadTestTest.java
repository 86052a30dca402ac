package io.jdbcwarden.operate;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jdbcwarden.config.Settings;
import io.jdbcwarden.dialect.Dialects;
import io.jdbcwarden.pool.Pools;
import io.jdbcwarden.reclaim.Deadlines;
import io.jdbcwarden.reclaim.Reclaimer;
import io.jdbcwarden.reclaim.Reports;
import io.jdbcwarden.reclaim.SessionStates;
import io.jdbcwarden.reclaim.Transactions;
import io.jdbcwarden.session.BorrowStacks;
import io.jdbcwarden.session.Incidents;
import io.jdbcwarden.session.SessionTable;
import io.jdbcwarden.util.Clock;
import io.jdbcwarden.util.DistinctErrors;
import io.jdbcwarden.util.Opener;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Its bounds; what it does is tested on real pools. */
class LoadTestTest {
    private final DistinctErrors errors = new DistinctErrors((kind, error) -> {});
    private final Pools pools = new Pools(Settings.defaults(), Clock.SYSTEM, errors, Opener.NONE);
    private final LoadTest loadTest = loadTest();

    private LoadTest loadTest() {
        SessionTable sessions = new SessionTable(handle -> null);
        Reports reports =
                new Reports(
                        pools,
                        new Incidents(Clock.SYSTEM),
                        new BorrowStacks(Clock.SYSTEM),
                        Clock.SYSTEM);
        Dialects dialects = new Dialects(errors);
        Transactions transactions = new Transactions(dialects, reports);
        Deadlines deadlines = new Deadlines();
        SessionStates states =
                new SessionStates(dialects, transactions, reports, deadlines, errors);
        return new LoadTest(
                pools,
                sessions,
                new Reclaimer(sessions, transactions, states, reports, deadlines),
                Clock.SYSTEM);
    }

    @ParameterizedTest
    @CsvSource({
        "0, 1, 1, 'sessions must be from 1 to 1000, not 0'",
        "1001, 1, 1, 'sessions must be from 1 to 1000, not 1001'",
        "10, 0, 1, 'users must be from 1 to 10, not 0'",
        "10, 11, 1, 'users must be from 1 to 10, not 11'",
        "10, 5, 0, 'seconds must be from 1 to 300, not 0'",
        "10, 5, 301, 'seconds must be from 1 to 300, not 301'"
    })
    void refusesWhatIsOutOfBounds(int sessions, int users, int seconds, String message) {
        assertThatThrownBy(() -> loadTest.run("shop", sessions, users, seconds))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }

    @Test
    void refusesAPoolThatIsNotThere() {
        assertThatThrownBy(() -> loadTest.run("shop", 1, 1, 1))
                .hasMessage("no pool shop; there are: ");
    }
}
