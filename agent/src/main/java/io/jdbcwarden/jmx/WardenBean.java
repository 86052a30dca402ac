package io.jdbcwarden.jmx;

import static javax.management.openmbean.SimpleType.DATE;
import static javax.management.openmbean.SimpleType.LONG;
import static javax.management.openmbean.SimpleType.STRING;

import io.jdbcwarden.config.Catalogue;
import io.jdbcwarden.util.Version;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import javax.management.openmbean.CompositeData;
import javax.management.openmbean.TabularData;

/** {@code jdbcwarden:type=Warden}: the agent as a whole. */
final class WardenBean {
    private static final Columns INSTRUMENTED =
            Columns.of("Instrumented", "Classes that the agent changed")
                    .column("class", STRING, "The class's name")
                    .column("hooks", STRING, "The hooks that were woven into it")
                    .key(1);

    private WardenBean() {}

    static OpenBean of(Parts parts) {
        return new OpenBean("JDBC Warden, the agent that guards JDBC connections")
                .attribute("Version", STRING, "The agent's version", Version::text)
                .attribute(
                        "Mode",
                        STRING,
                        "What the agent does, where no pool has a mode of its own: enforce, observe"
                                + " or off; can be changed",
                        () -> mode(parts))
                .writable("Mode", value -> parts.settings.set("mode", String.valueOf(value)))
                .attribute(
                        "StartedAt",
                        DATE,
                        "When the agent began to watch: a class of a pool or a request was loaded",
                        () -> Dates.at(parts.startedAtMillis))
                .attribute(
                        "UptimeMillis",
                        LONG,
                        "Milliseconds since then",
                        () -> (parts.clock.nanos() - parts.startedAtNanos) / 1_000_000)
                .attribute(
                        "HookErrors",
                        LONG,
                        "Errors of the agent itself; none of them reached the application",
                        parts.errors::total)
                .attribute(
                        "Instrumented",
                        INSTRUMENTED.table(),
                        "Classes that the agent changed",
                        () -> instrumented(parts.instrumented.get()))
                .operation(
                        "reload",
                        STRING,
                        true,
                        "Reads all settings again, puts those in force that can be changed live,"
                                + " and says what was changed",
                        arguments -> parts.settings.reload())
                .operation(
                        "set",
                        STRING,
                        true,
                        "Changes a setting until the next restart or reload, and says what was"
                                + " changed",
                        arguments -> parts.settings.set(arguments.text(0), arguments.text(1)),
                        OpenBean.parameter(
                                "key",
                                STRING,
                                "The key, such as lease.max-idle or pools.main.mode"),
                        OpenBean.parameter("value", STRING, "The new value"))
                .operation(
                        "dump",
                        STRING,
                        false,
                        "Everything the agent knows, as text: settings, pools, sessions with their"
                                + " stacks, incidents, errors",
                        arguments -> Dump.text(parts));
    }

    private static String mode(Parts parts) {
        return parts.settings.current().get(Catalogue.MODE).name().toLowerCase(Locale.ROOT);
    }

    private static TabularData instrumented(Map<String, Set<String>> byClass) {
        List<CompositeData> rows = new ArrayList<>();
        for (Map.Entry<String, Set<String>> entry : new TreeMap<>(byClass).entrySet()) {
            rows.add(INSTRUMENTED.row(entry.getKey(), String.join(", ", entry.getValue())));
        }
        return INSTRUMENTED.table(rows);
    }
}
