package io.jdbcwarden.it;

import static org.awaitility.Awaitility.await;

import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import javax.management.openmbean.CompositeData;
import javax.management.openmbean.TabularData;

/** The agent of this JVM as an operator sees it: over JMX. */
final class Warden {
    private static final MBeanServer SERVER = ManagementFactory.getPlatformMBeanServer();

    private Warden() {}

    /** Changes a setting that can be changed live. */
    static void set(String key, String value) {
        invoke("type=Warden", "set", key, value);
    }

    static long hookErrors() {
        return ((Number) attribute("type=Warden", "HookErrors")).longValue();
    }

    /** Takes a session back, as an operator does; returns what was said. */
    static String reclaim(long session) {
        return String.valueOf(invoke("type=Sessions", "reclaim", session));
    }

    /** The sessions of all pools that are open now. */
    static List<LiveSession> sessions() {
        return rows("type=Sessions", "Sessions").map(LiveSession::new).toList();
    }

    /** All that is shown of one open session. */
    static CompositeData session(long id) {
        return rows("type=Sessions", "Sessions")
                .filter(row -> Long.valueOf(id).equals(row.get("id")))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no session " + id));
    }

    /** What is told of a kind of work; empty if nothing was done of that kind. */
    static List<CompositeData> kinds(String kind) {
        return rows("type=Work", "Kinds").filter(row -> kind.equals(row.get("kind"))).toList();
    }

    /** The sessions of one request that are open now. */
    static List<LiveSession> sessionsOf(String requestId) {
        return sessions().stream().filter(s -> requestId.equals(s.requestId())).toList();
    }

    /** The most recent incidents of a pool, newest first. */
    static List<CompositeData> incidents(String pool, String kind) {
        return rows("type=Incidents", "Recent")
                .filter(row -> pool.equals(row.get("pool")) && kind.equals(row.get("kind")))
                .sorted((a, b) -> Long.compare(seq(b), seq(a)))
                .toList();
    }

    private static long seq(CompositeData row) {
        return ((Number) row.get("seq")).longValue();
    }

    /** The number in the row of a table that has these keys; 0 if there is no such row. */
    static long count(String bean, String table, String... keys) {
        return rows(bean, table)
                .filter(row -> texts(row).containsAll(List.of(keys)))
                .flatMap(row -> row.values().stream())
                .filter(Number.class::isInstance)
                .mapToLong(value -> ((Number) value).longValue())
                .sum();
    }

    private static List<String> texts(CompositeData row) {
        return row.values().stream().map(String::valueOf).toList();
    }

    private static Stream<CompositeData> rows(String bean, String table) {
        TabularData data = (TabularData) attribute(bean, table);
        return data.values().stream().map(CompositeData.class::cast);
    }

    static Object attribute(String bean, String attribute) {
        ObjectName name = registered(bean);
        try {
            return Objects.requireNonNull(SERVER.getAttribute(name, attribute), attribute);
        } catch (JMException e) {
            throw new IllegalStateException(bean + " " + attribute, e);
        }
    }

    /** The names of all beans of a type, such as {@code Pool}. */
    static List<String> names(String type) {
        try {
            return SERVER
                    .queryNames(new ObjectName("jdbcwarden:type=" + type + ",*"), null)
                    .stream()
                    .map(name -> name.getKeyProperty("name"))
                    .toList();
        } catch (JMException e) {
            throw new IllegalArgumentException(type, e);
        }
    }

    /** Calls an operation; text and whole numbers only. */
    static Object invoke(String bean, String operation, Object... arguments) {
        String[] types = Arrays.stream(arguments).map(Warden::type).toArray(String[]::new);
        ObjectName name = registered(bean);
        try {
            return String.valueOf(SERVER.invoke(name, operation, arguments, types));
        } catch (JMException e) {
            throw new IllegalStateException(bean + " " + operation, e);
        }
    }

    private static String type(Object argument) {
        if (argument instanceof Integer) {
            return "int";
        }
        return argument instanceof Long ? "long" : argument.getClass().getName();
    }

    /** Waits for the bean, as beans are registered just after a pool's first borrow. */
    private static ObjectName registered(String bean) {
        try {
            ObjectName name = new ObjectName("jdbcwarden:" + bean);
            if (!SERVER.isRegistered(name)) {
                await().until(() -> SERVER.isRegistered(name));
            }
            return name;
        } catch (JMException e) {
            throw new IllegalArgumentException(bean, e);
        }
    }
}
