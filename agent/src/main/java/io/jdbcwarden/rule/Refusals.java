package io.jdbcwarden.rule;

import io.jdbcwarden.config.Require;
import io.jdbcwarden.metric.ViolationKind;
import io.jdbcwarden.session.Scope;
import io.jdbcwarden.session.Session;
import io.jdbcwarden.session.Tags;
import java.sql.SQLException;
import java.sql.SQLInvalidAuthorizationSpecException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.SQLTransientConnectionException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The exceptions an application can see. Only standard {@code java.sql} classes; each message names
 * the pool, the session, both sides, the cause and the setting that decides.
 */
public final class Refusals {
    private Refusals() {}

    /** Use of a session of another request or user, or after its request ended. */
    public static SQLException violation(
            Session session, ViolationKind kind, @Nullable Scope user, Thread thread) {
        return new SQLInvalidAuthorizationSpecException(
                "[jdbc-warden] refused: "
                        + violationText(session, kind, user, thread)
                        + ". Setting: ownership=block (warn or off lets it pass).",
                "28000",
                71001);
    }

    /** What happened, for the exception, the log and the incident alike. */
    public static String violationText(
            Session session, ViolationKind kind, @Nullable Scope user, Thread thread) {
        String who =
                user == null
                        ? "thread " + thread.getName() + " (no request)"
                        : user.readTags() + " on thread " + thread.getName();
        String what;
        switch (kind) {
            case AFTER_REQUEST:
                what = " used a connection whose request has ended";
                break;
            case CROSS_USER:
                what = " used the connection of another user";
                break;
            case CONCURRENT:
                what = " used a connection while another thread's call ran on it";
                break;
            case AFTER_CLOSE:
                what = " used a connection after it was closed";
                break;
            default:
                what = " used the connection of another request";
        }
        return who + what + ": " + of(session) + " (" + kind + ")";
    }

    /** Use of a session that was reclaimed. */
    public static SQLException reclaimed(Session session) {
        String cause = String.valueOf(session.cause());
        return new SQLNonTransientConnectionException(
                "[jdbc-warden] this connection was taken back: "
                        + of(session)
                        + ", cause "
                        + cause
                        + ". Setting: "
                        + settingFor(cause)
                        + ". Borrow a new one.",
                "08003",
                71002);
    }

    private static String settingFor(String cause) {
        switch (cause) {
            case "IDLE":
                return "lease.max-idle";
            case "EXPIRED":
                return "lease.max-age";
            case "MANUAL":
                return "none, an operator did it";
            default:
                return "mode=enforce";
        }
    }

    /** Use of what belongs to a handle that its owner closed. */
    public static SQLException closed(String pool, Thread thread) {
        return new SQLInvalidAuthorizationSpecException(
                "[jdbc-warden] refused: thread "
                        + thread.getName()
                        + " used a connection of pool "
                        + pool
                        + " after it was closed, and somebody else may have it by now"
                        + " (AFTER_CLOSE). Setting: ownership=block (warn or off lets it pass).",
                "28000",
                71001);
    }

    /** The breaker is open. */
    public static SQLException breakerOpen(String pool, String region, long retryInMillis) {
        return new SQLTransientConnectionException(
                "[jdbc-warden] circuit breaker of pool "
                        + pool
                        + " is open because its database (region "
                        + region
                        + ") could not be reached; "
                        + (retryInMillis < 0
                                ? "it was opened by hand and stays so until it is closed"
                                : "next try in " + seconds(retryInMillis))
                        + ". Setting: breaker.open-for, breaker.failures.",
                "08004",
                71003);
    }

    /** A time that lies ahead, for people: rounded up to tenths of a second. */
    public static String seconds(long millis) {
        long tenths = (millis + 99) / 100;
        return tenths / 10 + "." + tenths % 10 + " s";
    }

    /** A borrow outside any request, or without a known user, where one is required. */
    public static SQLException required(String pool, Require require, Tags tags, Thread thread) {
        return new SQLInvalidAuthorizationSpecException(
                "[jdbc-warden] borrow from pool "
                        + pool
                        + " refused: "
                        + (require == Require.USER ? "no user is known" : "outside any request")
                        + " ("
                        + tags
                        + ", thread "
                        + thread.getName()
                        + ")"
                        + ". Setting: require="
                        + require.name().toLowerCase(Locale.ROOT)
                        + ".",
                "28000",
                71004);
    }

    /** A borrow of one more than a request or a user may have. */
    public static SQLException quota(
            String pool, String setting, int most, Tags tags, Thread thread) {
        return new SQLTransientConnectionException(
                "[jdbc-warden] borrow from pool "
                        + pool
                        + " refused: "
                        + tags
                        + " on thread "
                        + thread.getName()
                        + " has "
                        + most
                        + (most == 1 ? " connection" : " connections")
                        + " of it already. Setting: "
                        + setting
                        + "="
                        + most
                        + ".",
                "08004",
                71005);
    }

    /** A borrow after which nobody could go on. */
    public static SQLException deadlock(String pool, int connections, Tags tags, Thread thread) {
        return new SQLTransientConnectionException(
                "[jdbc-warden] borrow from pool "
                        + pool
                        + " refused: deadlock, each of its "
                        + connections
                        + " connections is held by who waits for one more, and "
                        + tags
                        + " on thread "
                        + thread.getName()
                        + " came last. Give the first connection back before borrowing a second,"
                        + " or enlarge the pool. Setting: mode=enforce.",
                "08004",
                71005);
    }

    private static String of(Session session) {
        return "session "
                + session.id()
                + " of pool "
                + session.pool().name()
                + ", borrowed by "
                + session.tags()
                + " on thread "
                + session.threadName();
    }
}
