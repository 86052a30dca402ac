package io.jdbcwarden.session;

import io.jdbcwarden.metric.LeakCause;
import io.jdbcwarden.metric.ReclaimOutcome;
import java.util.concurrent.atomic.AtomicReferenceFieldUpdater;
import org.jspecify.annotations.Nullable;

/** What is found out about a session that is not as most are; most have none. */
final class Findings {
    private static final AtomicReferenceFieldUpdater<Findings, UserCounts.Count> COUNT =
            AtomicReferenceFieldUpdater.newUpdater(Findings.class, UserCounts.Count.class, "count");

    volatile @Nullable Throwable borrowStack;
    volatile @Nullable LeakCause cause;
    volatile @Nullable Boolean autoCommit;
    volatile @Nullable Integer isolation;
    volatile @Nullable Boolean readOnly;
    volatile @Nullable StateChanges changes;
    volatile boolean shared;
    volatile boolean suspected;
    volatile boolean unwrapped;
    volatile @Nullable ReclaimOutcome noted;
    volatile @Nullable Thread handedTo;
    volatile @Nullable String threadName;
    volatile UserCounts.@Nullable Count count;

    /** The reaper's own. */
    boolean seenOver;

    /** The session has ended: it counts no more for its user. */
    void giveBackCount() {
        UserCounts.Count counted = count == null ? null : COUNT.getAndSet(this, null);
        if (counted != null) {
            counted.giveBack();
        }
    }
}
