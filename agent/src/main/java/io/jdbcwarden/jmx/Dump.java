package io.jdbcwarden.jmx;

import io.jdbcwarden.config.SettingEntry;
import io.jdbcwarden.operate.Health;
import io.jdbcwarden.pool.GuardedPool;
import io.jdbcwarden.session.Incident;
import io.jdbcwarden.session.Session;
import io.jdbcwarden.util.DistinctError;
import io.jdbcwarden.util.Version;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import javax.management.openmbean.CompositeData;
import org.jspecify.annotations.Nullable;

/** Everything the agent knows, as one text: to be attached to a ticket. */
final class Dump {
    private final StringBuilder text = new StringBuilder();

    private Dump() {}

    static String text(Parts parts) {
        Dump dump = new Dump();
        dump.line(
                "JDBC Warden "
                        + Version.text()
                        + ", "
                        + Instant.ofEpochMilli(parts.clock.millis()));
        dump.health(parts);
        dump.settings(parts);
        dump.pools(parts);
        dump.sessions(parts);
        dump.incidents(parts);
        dump.errors(parts);
        return dump.text.toString();
    }

    private void health(Parts parts) {
        Health health = parts.health.check();
        title("Health: " + health.status());
        for (String reason : health.reasons()) {
            line(reason);
        }
    }

    private void settings(Parts parts) {
        title("Settings");
        for (SettingEntry entry : parts.settings.current().entries()) {
            line(entry.toString());
        }
    }

    private void pools(Parts parts) {
        title("Pools");
        for (GuardedPool pool : parts.pools.all()) {
            line(pool.name() + ": " + pool.kind() + ", " + pool.url() + ", " + pool.numbers());
            line("  breaker " + pool.breaker().state() + ", sessions " + pool.metrics().active());
        }
    }

    private void sessions(Parts parts) {
        List<Session> open = new ArrayList<>();
        parts.sessions.forEachOpen(open::add);
        title("Sessions: " + open.size());
        SessionRows rows = new SessionRows(parts.transactions, parts.clock);
        for (Session session : open) {
            CompositeData row = rows.row(session);
            StringBuilder columns = new StringBuilder();
            for (String column : SessionRows.SESSIONS.row().keySet()) {
                columns.append(column).append('=').append(row.get(column)).append(' ');
            }
            line(columns.toString());
            block(parts.reclaimer.describe(session.id()));
        }
    }

    private void incidents(Parts parts) {
        title("Incidents, newest first");
        for (Incident incident : parts.incidents.recent()) {
            line(
                    incident.seq()
                            + " "
                            + Instant.ofEpochMilli(incident.atMillis())
                            + " "
                            + incident.kind()
                            + ": "
                            + incident.message());
            block(incident.stack());
        }
    }

    private void errors(Parts parts) {
        title("Errors of the agent itself: " + parts.errors.total());
        for (DistinctError error : parts.errors.errors()) {
            line(parts.errors.count(error) + " times " + error);
        }
    }

    private void title(String title) {
        text.append('\n').append("== ").append(title).append('\n');
    }

    private void line(String line) {
        text.append(line).append('\n');
    }

    private void block(@Nullable String block) {
        if (block != null && !block.isEmpty()) {
            text.append(block).append(block.endsWith("\n") ? "" : "\n");
        }
    }
}
