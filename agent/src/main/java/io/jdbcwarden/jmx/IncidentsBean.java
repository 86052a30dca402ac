package io.jdbcwarden.jmx;

import static javax.management.openmbean.SimpleType.DATE;
import static javax.management.openmbean.SimpleType.LONG;
import static javax.management.openmbean.SimpleType.STRING;

import io.jdbcwarden.session.Incident;
import io.jdbcwarden.session.Incidents;
import io.jdbcwarden.session.StackText;
import java.util.ArrayList;
import java.util.List;
import javax.management.ListenerNotFoundException;
import javax.management.MBeanNotificationInfo;
import javax.management.Notification;
import javax.management.NotificationBroadcasterSupport;
import javax.management.NotificationEmitter;
import javax.management.NotificationFilter;
import javax.management.NotificationListener;
import javax.management.ObjectName;
import javax.management.openmbean.CompositeData;
import javax.management.openmbean.TabularData;
import org.jspecify.annotations.Nullable;

/**
 * {@code jdbcwarden:type=Incidents}: the last ones, and a notification for each. A notification's
 * type is {@code jdbcwarden.incident.<kind>}, its user data the row of the table.
 */
final class IncidentsBean extends OpenBean implements NotificationEmitter {
    private static final String TYPE = "jdbcwarden.incident.";
    private static final Columns RECENT =
            Columns.of("Incidents", "What an operator may want to know")
                    .column("seq", LONG, "Ascending from 1")
                    .column("at", DATE, "When it happened")
                    .column("kind", STRING, "What happened, in a word")
                    .column("pool", STRING, "The pool")
                    .column("session", LONG, "The session's id; 0 if none is concerned")
                    .column("requestId", STRING, "The request it was borrowed by")
                    .column("user", STRING, "The user of that request")
                    .column("thread", STRING, "The thread")
                    .column("message", STRING, "What happened")
                    .column("stack", STRING, "Where, if that is known")
                    .column("site", STRING, "The line of the application that did it, if known")
                    .key(1);

    private final NotificationBroadcasterSupport listeners = new NotificationBroadcasterSupport();
    private final ObjectName name;

    IncidentsBean(Incidents incidents, ObjectName name) {
        super("What happened: leaks, violations, denied borrows, the breaker's changes");
        this.name = name;
        attribute(
                "Recent",
                RECENT.table(),
                "The last " + Incidents.KEPT + ", newest first",
                () -> recent(incidents));
    }

    private static TabularData recent(Incidents incidents) {
        List<CompositeData> rows = new ArrayList<>();
        for (Incident incident : incidents.recent()) {
            rows.add(row(incident));
        }
        return RECENT.table(rows);
    }

    private static CompositeData row(Incident incident) {
        return RECENT.row(
                incident.seq(),
                Dates.at(incident.atMillis()),
                incident.kind(),
                incident.pool(),
                incident.session(),
                incident.requestId(),
                incident.user(),
                incident.thread(),
                incident.message(),
                incident.stack(),
                StackText.site(incident.stack()));
    }

    /** Tells those who listen, on the calling thread: they may be slow. */
    void send(Incident incident) {
        Notification notification =
                new Notification(
                        TYPE + incident.kind(),
                        name,
                        incident.seq(),
                        incident.atMillis(),
                        incident.message());
        notification.setUserData(row(incident));
        listeners.sendNotification(notification);
    }

    @Override
    MBeanNotificationInfo[] notifications() {
        return getNotificationInfo();
    }

    @Override
    public MBeanNotificationInfo[] getNotificationInfo() {
        return new MBeanNotificationInfo[] {
            new MBeanNotificationInfo(
                    new String[] {TYPE + "*"}, Notification.class.getName(), "An incident")
        };
    }

    @Override
    public void addNotificationListener(
            NotificationListener listener,
            @Nullable NotificationFilter filter,
            @Nullable Object handback) {
        listeners.addNotificationListener(listener, filter, handback);
    }

    @Override
    public void removeNotificationListener(NotificationListener listener)
            throws ListenerNotFoundException {
        listeners.removeNotificationListener(listener);
    }

    @Override
    public void removeNotificationListener(
            NotificationListener listener,
            @Nullable NotificationFilter filter,
            @Nullable Object handback)
            throws ListenerNotFoundException {
        listeners.removeNotificationListener(listener, filter, handback);
    }
}
