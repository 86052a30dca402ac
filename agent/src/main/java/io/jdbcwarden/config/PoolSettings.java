package io.jdbcwarden.config;

import org.jspecify.annotations.Nullable;

/** The settings of one pool, ready for the hot path: plain final fields. Immutable. */
public final class PoolSettings {
    private final Mode mode;
    private final Require require;
    private final Ownership ownership;
    private final long suspectAfterNanos;
    private final long maxIdleNanos;
    private final long maxAgeNanos;
    private final ReclaimWhen reclaimWhen;
    private final long reclaimGraceNanos;
    private final Rate reclaimRate;
    private final Exemptions exempt;
    private final boolean rollbackOnReturn;
    private final ResetState resetState;
    private final TagDatabase tagDatabase;
    private final boolean watchesState;
    private final StackMode stack;
    private final boolean breakerOn;
    private final FailureThreshold breakerFailures;
    private final long breakerWindowNanos;
    private final long breakerOpenForNanos;
    private final int breakerTrials;
    private final boolean breakerCountTimeouts;
    private final int quotaPerRequest;
    private final int quotaPerUser;
    private final long slowStatementNanos;
    private final PoolSize size;
    private final String region;

    PoolSettings(Settings settings, String pool, Mode mode) {
        this.mode = mode;
        this.require = settings.get(Catalogue.REQUIRE, pool);
        this.ownership = settings.get(Catalogue.OWNERSHIP, pool);
        this.suspectAfterNanos = settings.get(Catalogue.LEASE_SUSPECT_AFTER, pool);
        this.maxIdleNanos = settings.get(Catalogue.LEASE_MAX_IDLE, pool);
        this.maxAgeNanos = settings.get(Catalogue.LEASE_MAX_AGE, pool);
        this.reclaimWhen = settings.get(Catalogue.RECLAIM_WHEN, pool);
        this.reclaimGraceNanos = settings.get(Catalogue.RECLAIM_GRACE, pool);
        this.reclaimRate = settings.get(Catalogue.RECLAIM_RATE, pool);
        this.exempt = settings.get(Catalogue.RECLAIM_EXEMPT, pool);
        this.rollbackOnReturn = settings.get(Catalogue.RESET_ROLLBACK, pool);
        this.resetState = settings.get(Catalogue.RESET_STATE, pool);
        this.tagDatabase = settings.get(Catalogue.TAG_DATABASE, pool);
        this.watchesState =
                mode != Mode.OFF
                        && (resetState != ResetState.OFF
                                || tagDatabase == TagDatabase.CLIENT_INFO
                                || tagDatabase == TagDatabase.SESSION_VARS);
        this.stack = settings.get(Catalogue.STACK, pool);
        this.breakerOn = settings.get(Catalogue.BREAKER, pool);
        this.breakerFailures = settings.get(Catalogue.BREAKER_FAILURES, pool);
        this.breakerWindowNanos = settings.get(Catalogue.BREAKER_WINDOW, pool);
        this.breakerOpenForNanos = settings.get(Catalogue.BREAKER_OPEN_FOR, pool);
        this.breakerTrials = settings.get(Catalogue.BREAKER_TRIALS, pool);
        this.breakerCountTimeouts = settings.get(Catalogue.BREAKER_COUNT_TIMEOUTS, pool);
        this.quotaPerRequest = settings.get(Catalogue.QUOTA_PER_REQUEST, pool);
        this.quotaPerUser = settings.get(Catalogue.QUOTA_PER_USER, pool);
        long slow = settings.get(Catalogue.SLOW_STATEMENT, pool);
        this.slowStatementNanos = slow == 0 ? Long.MAX_VALUE : slow;
        this.size = settings.get(Catalogue.POOL_SIZE, pool);
        this.region = settings.get(Catalogue.REGION, pool);
    }

    public Mode mode() {
        return mode;
    }

    public Require require() {
        return require;
    }

    public Ownership ownership() {
        return ownership;
    }

    /** Age at which a session is reported; 0 for never. */
    public long suspectAfterNanos() {
        return suspectAfterNanos;
    }

    /** Idle time at which a session is a suspected leak; 0 for never. */
    public long maxIdleNanos() {
        return maxIdleNanos;
    }

    /** Age at which a session is reclaimed; 0 for never. */
    public long maxAgeNanos() {
        return maxAgeNanos;
    }

    public ReclaimWhen reclaimWhen() {
        return reclaimWhen;
    }

    /**
     * Time between the cancel of a statement and the abort of its connection; 0 to abort at once.
     */
    public long reclaimGraceNanos() {
        return reclaimGraceNanos;
    }

    public Rate reclaimRate() {
        return reclaimRate;
    }

    public Exemptions exempt() {
        return exempt;
    }

    public boolean rollbackOnReturn() {
        return rollbackOnReturn;
    }

    public ResetState resetState() {
        return resetState;
    }

    public TagDatabase tagDatabase() {
        return tagDatabase;
    }

    /**
     * Whether SQL is looked at for what it changes of its session: to put it back, or to know that
     * what the database was told does not hold any more.
     */
    public boolean watchesState() {
        return watchesState;
    }

    public StackMode stack() {
        return stack;
    }

    public boolean breakerOn() {
        return breakerOn;
    }

    public FailureThreshold breakerFailures() {
        return breakerFailures;
    }

    /** More than 0. */
    public long breakerWindowNanos() {
        return breakerWindowNanos;
    }

    /** More than 0. */
    public long breakerOpenForNanos() {
        return breakerOpenForNanos;
    }

    /** 1 or more. */
    public int breakerTrials() {
        return breakerTrials;
    }

    public boolean breakerCountTimeouts() {
        return breakerCountTimeouts;
    }

    /** The most sessions of one request at once; 0 for no limit. */
    public int quotaPerRequest() {
        return quotaPerRequest;
    }

    /** The most sessions of one user at once; 0 for no limit. */
    public int quotaPerUser() {
        return quotaPerUser;
    }

    /** From this time on a statement is slow; {@link Long#MAX_VALUE} if none ever is. */
    public long slowStatementNanos() {
        return slowStatementNanos;
    }

    public PoolSize size() {
        return size;
    }

    /** The label that was given for the pool's database; null if none was. */
    public @Nullable String region() {
        return region.isEmpty() ? null : region;
    }
}
