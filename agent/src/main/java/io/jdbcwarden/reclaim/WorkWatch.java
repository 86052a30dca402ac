package io.jdbcwarden.reclaim;

import io.jdbcwarden.session.Session;
import io.jdbcwarden.session.SessionWork;

/**
 * What the reaper sees of a session's work: a statement that runs and runs, an idle transaction.
 */
final class WorkWatch {
    private final WorkReports reports;

    WorkWatch(WorkReports reports) {
        this.reports = reports;
    }

    /** Looks at one session. For the reaper's thread. */
    void look(Session session, long nowNanos) {
        SessionWork work = session.workDone();
        if (work == null) {
            return;
        }
        if (work.running() == null) {
            if (session.calls() == 0) {
                work.seenIdle(nowNanos);
            }
            return;
        }
        long since = work.runningSinceNanos();
        long nanos = nowNanos - since;
        if (nanos >= session.pool().settings().slowStatementNanos() && work.tell(since)) {
            reports.stillRuns(session, nanos);
        }
    }
}
