package io.jdbcwarden.session;

import io.jdbcwarden.metric.LeakCause;
import io.jdbcwarden.metric.ReclaimOutcome;
import org.jspecify.annotations.Nullable;

/** What is found out about a session that is not as most are; most have none. */
final class Findings {
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

    /** The reaper's own. */
    boolean seenOver;
}
