package io.jdbcwarden.metric;

import static org.assertj.core.api.Assertions.assertThat;

import io.jdbcwarden.util.ManualClock;
import java.util.List;
import org.junit.jupiter.api.Test;

class HostHistoriesTest {
    private static final long SILENT = 3_000;

    private final ManualClock clock = new ManualClock();
    private final HostHistories hosts = new HostHistories(clock);

    private HostHistory connect(String address) {
        clock.advanceMillis(1);
        return hosts.connected(address, ServerRole.UNKNOWN);
    }

    @Test
    void keepsOneHistoryPerHost() {
        HostHistory a = connect("a:1");
        HostHistory b = connect("b:1");
        connect("a:1");
        b.borrowed(7, clock.millis());

        assertThat(hosts.all()).containsExactly(a, b);
        assertThat(a.connections()).isEqualTo(2);
        assertThat(a.borrows()).isZero();
        assertThat(b.connections()).isEqualTo(1);
        assertThat(b.borrows()).isEqualTo(7);
    }

    @Test
    void countsAFailedBorrowAtEveryHostThatCouldHaveServedIt() {
        HostHistory a = connect("a:1");
        hosts.failed(List.of("a:1", "b:1"));

        assertThat(a.failures()).isEqualTo(1);
        assertThat(a.lastFailureMillis()).isEqualTo(clock.millis());
        assertThat(hosts.all()).hasSize(2).allMatch(host -> host.failures() == 1);
    }

    @Test
    void keepsARoleThatALaterConnectionDoesNotTell() {
        hosts.connected("a:1", ServerRole.REPLICA);
        assertThat(hosts.connected("a:1", ServerRole.UNKNOWN).role()).isEqualTo(ServerRole.REPLICA);
        assertThat(hosts.connected("a:1", ServerRole.PRIMARY).role()).isEqualTo(ServerRole.PRIMARY);
    }

    @Test
    void hasMovedWhenAnotherHostServesAndTheFormerIsSilent() {
        HostHistory a = connect("a:1");
        assertThat(hosts.moved(SILENT)).isNull();
        assertThat(hosts.current()).isSameAs(a);

        HostHistory b = connect("b:1");
        assertThat(hosts.moved(SILENT)).isNull();

        clock.advanceMillis(SILENT);
        assertThat(hosts.moved(SILENT)).isNull();
        b.borrowed(1, clock.millis());
        assertThat(hosts.moved(SILENT)).isSameAs(a);
        assertThat(hosts.current()).isSameAs(b);
        assertThat(hosts.moved(SILENT)).isNull();
    }

    @Test
    void hasNotMovedWhileBothServe() {
        HostHistory a = connect("a:1");
        HostHistory b = connect("b:1");
        hosts.moved(SILENT);
        HostHistory first = hosts.current();
        for (int second = 0; second < 60; second++) {
            clock.advanceMillis(1000);
            (second % 2 == 0 ? a : b).borrowed(1, clock.millis());
            assertThat(hosts.moved(SILENT)).isNull();
        }
        assertThat(hosts.current()).isSameAs(first);
    }

    @Test
    void isBounded() {
        for (int i = 0; i < 1000; i++) {
            connect("host" + i + ":1");
        }

        assertThat(hosts.all()).hasSize(HostHistories.MOST + 1);
        assertThat(hosts.all()).last().extracting(HostHistory::address).isEqualTo("(others)");
        assertThat(hosts.all().stream().mapToLong(HostHistory::connections).sum()).isEqualTo(1000);
    }
}
