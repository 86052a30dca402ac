package io.jdbcwarden.session;

import io.jdbcwarden.metric.LeakCause;
import io.jdbcwarden.metric.ReclaimOutcome;
import java.util.concurrent.atomic.AtomicReferenceFieldUpdater;
import org.jspecify.annotations.Nullable;

/** What is found out about a session that is not as most are; most have none. */
final class Findings {
    private static final AtomicReferenceFieldUpdater<Findings, QuotaCounts.Count> COUNT =
            AtomicReferenceFieldUpdater.newUpdater(
                    Findings.class, QuotaCounts.Count.class, "count");
    private static final AtomicReferenceFieldUpdater<Findings, QuotaCounts.Count> OTHER_COUNT =
            AtomicReferenceFieldUpdater.newUpdater(
                    Findings.class, QuotaCounts.Count.class, "otherCount");

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
    volatile QuotaCounts.@Nullable Count count;
    volatile QuotaCounts.@Nullable Count otherCount;

    /** The reaper's own. */
    boolean seenOver;

    /** The session has ended: it counts no more for its request and its user. */
    void giveBackCounts() {
        giveBack(count == null ? null : COUNT.getAndSet(this, null));
        giveBack(otherCount == null ? null : OTHER_COUNT.getAndSet(this, null));
    }

    private static void giveBack(QuotaCounts.@Nullable Count counted) {
        if (counted != null) {
            counted.giveBack();
        }
    }
}
