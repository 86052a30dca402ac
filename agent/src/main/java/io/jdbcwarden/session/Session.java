package io.jdbcwarden.session;

import io.jdbcwarden.metric.LeakCause;
import io.jdbcwarden.metric.ReclaimOutcome;
import java.util.concurrent.atomic.AtomicLongFieldUpdater;
import org.jspecify.annotations.Nullable;

/**
 * One borrowed connection, from borrow to end.
 *
 * <p>Its life is one atomic word: the state, the JDBC calls now inside, and a count of all calls
 * ever.
 *
 * <pre>
 *   LEASED ──► RETURNING ──► ENDED      the owner closed it
 *      └─────► RECLAIMING ─► ENDED      the agent took it back
 * </pre>
 *
 * <p>There are no other moves. Whoever moves it out of LEASED ends the session, alone: racing
 * closes lend one physical connection to two borrowers in HikariCP, DBCP2, Tomcat JDBC and Agroal,
 * and this word is what prevents it. Because each call also changes the word, a reaper that read
 * it, judged the session and then swaps that very word knows that no call came in between: no owner
 * is ever refused by mistake.
 *
 * <p>Fields without a lock are written by the borrower before the session is published, or by one
 * thread at a time inside a call; readers elsewhere may see a slightly older value, never a torn
 * one.
 */
@SuppressWarnings("EnumOrdinal") // the ordinals are the two bits of the word
public final class Session {

    /** Where a session is in its life. */
    public enum State {
        LEASED,
        RETURNING,
        RECLAIMING,
        ENDED
    }

    private static final State[] STATES = State.values();
    private static final AtomicLongFieldUpdater<Session> WORD =
            AtomicLongFieldUpdater.newUpdater(Session.class, "word");

    // word = uses (46 bits) | calls inside (16 bits) | state (2 bits)
    private static final long STATE_MASK = 3;
    private static final long CALL = 4;
    private static final int CALL_BITS = 16;
    private static final long CALLS_MASK = ((1L << CALL_BITS) - 1) << 2;
    private static final int USE_SHIFT = 2 + CALL_BITS;
    private static final long USE = 1L << USE_SHIFT;

    @SuppressWarnings("unused") // by WORD
    private volatile long word;

    private final long id;
    private final PoolContext pool;
    private final Object entry;
    private final @Nullable Scope scope;
    private final Thread thread;
    private final Tags tags;
    private final long borrowedAtNanos;
    private final @Nullable Throwable borrowStack;

    private volatile @Nullable SessionWork work;
    private volatile @Nullable Object pinnedHandle;
    private volatile @Nullable LeakCause cause;
    @Nullable Session nextInScope;

    private long seenUses = -1;
    private long seenAtNanos;
    private boolean seenOver;
    private volatile boolean suspected;
    private volatile boolean unwrapped;
    private volatile @Nullable ReclaimOutcome noted;
    private volatile @Nullable Thread handedTo;

    /**
     * A session that has just been borrowed.
     *
     * @param entry the pool's own record of the physical connection; must not reach the handle
     * @param scope the request that borrowed, or null: the owner is then the thread
     */
    public Session(
            long id,
            PoolContext pool,
            Object entry,
            @Nullable Scope scope,
            Thread thread,
            Tags tags,
            long borrowedAtNanos,
            @Nullable Throwable borrowStack) {
        this.id = id;
        this.pool = pool;
        this.entry = entry;
        this.scope = scope;
        this.thread = thread;
        this.tags = tags;
        this.borrowedAtNanos = borrowedAtNanos;
        this.borrowStack = borrowStack;
        this.seenAtNanos = borrowedAtNanos;
    }

    // ------------------------------------------------------------------ the word

    /** The state now. */
    public State state() {
        return STATES[(int) (word & STATE_MASK)];
    }

    /**
     * A JDBC call comes in.
     *
     * @return true if it may go on, and must then be ended by {@link #leaveCall}; false if the
     *     session is not leased any more
     */
    public boolean enterCall() {
        long now = WORD.addAndGet(this, CALL + USE);
        if ((now & STATE_MASK) == State.LEASED.ordinal()) {
            return true;
        }
        WORD.addAndGet(this, -CALL);
        return false;
    }

    /** A JDBC call has ended. */
    public void leaveCall() {
        WORD.addAndGet(this, -CALL);
    }

    /** How many JDBC calls are inside now. */
    public int calls() {
        return (int) ((word & CALLS_MASK) >>> 2);
    }

    /** The owner returns the connection; true for the one who wins. */
    public boolean beginReturn() {
        return leave(State.RETURNING);
    }

    /** The agent takes the connection back, whatever runs on it; true for the one who wins. */
    public boolean beginReclaim(LeakCause why) {
        if (!leave(State.RECLAIMING)) {
            return false;
        }
        cause = why;
        return true;
    }

    private boolean leave(State to) {
        long now;
        do {
            now = word;
            if ((now & STATE_MASK) != State.LEASED.ordinal()) {
                return false;
            }
        } while (!WORD.compareAndSet(this, now, now | to.ordinal()));
        return true;
    }

    /** The whole word, to be judged and then handed to {@link #beginReclaim(long, LeakCause)}. */
    public long observe() {
        return word;
    }

    /**
     * Takes the connection back only if nothing at all happened to the session since {@code
     * observed}.
     */
    public boolean beginReclaim(long observed, LeakCause why) {
        if ((observed & STATE_MASK) != State.LEASED.ordinal()
                || !WORD.compareAndSet(this, observed, observed | State.RECLAIMING.ordinal())) {
            return false;
        }
        cause = why;
        return true;
    }

    /** The winner has done its work. */
    public void end() {
        long now;
        do {
            now = word;
        } while (!WORD.compareAndSet(this, now, now | State.ENDED.ordinal()));
        pinnedHandle = null;
    }

    // ------------------------------------------------------------------ idleness, seen by the
    // reaper

    /**
     * How long no call was inside, as far as the reaper saw: it looks once a second, so this is
     * never more than the truth and at most a pass less. For the reaper's thread.
     */
    public long observeIdle(long observed, long nowNanos) {
        long uses = observed >>> USE_SHIFT;
        if (uses != seenUses || (observed & CALLS_MASK) != 0) {
            seenUses = uses;
            seenAtNanos = nowNanos;
        }
        return nowNanos - seenAtNanos;
    }

    /**
     * How long no call was inside, as far as the reaper saw: never more than the truth, and at most
     * a pass less. Any thread.
     */
    public long idleNanos(long observed, long nowNanos) {
        boolean used = observed >>> USE_SHIFT != seenUses || (observed & CALLS_MASK) != 0;
        return used ? 0 : nowNanos - seenAtNanos;
    }

    /** The number of JDBC calls so far. */
    public long uses() {
        return word >>> USE_SHIFT;
    }

    // ------------------------------------------------------------------ what it is

    /** Unique in this JVM, ascending. */
    public long id() {
        return id;
    }

    public PoolContext pool() {
        return pool;
    }

    /** The pool's own record of the physical connection. */
    public Object entry() {
        return entry;
    }

    /** The request that owns it; null if its owner is the thread. */
    public @Nullable Scope scope() {
        return scope;
    }

    /** The thread that borrowed it. */
    public Thread thread() {
        return thread;
    }

    /** The tags as they were at the borrow. */
    public Tags tags() {
        return tags;
    }

    /** When it was borrowed, in the clock's nanoseconds. */
    public long borrowedAtNanos() {
        return borrowedAtNanos;
    }

    /** Where it was borrowed, or null if that was not captured. */
    public @Nullable Throwable borrowStack() {
        return borrowStack;
    }

    /** What it did. Made with its first statement: a session that runs none does not pay for it. */
    public SessionWork work() {
        SessionWork done = work;
        if (done == null) {
            work = done = new SessionWork();
        }
        return done;
    }

    /** Whether a statement ran since the last commit or rollback. */
    public boolean isDirty() {
        SessionWork done = work;
        return done != null && done.isDirty();
    }

    /** Why the agent took it back; null if it did not. */
    public @Nullable LeakCause cause() {
        return cause;
    }

    /** Marks it as reported for being held long; false if it was already. */
    public boolean suspect() {
        if (suspected) {
            return false;
        }
        suspected = true;
        return true;
    }

    /** Whether it was reported for being held long. */
    public boolean isSuspected() {
        return suspected;
    }

    /**
     * The handle, held strongly while the request is young, so that the request's end can return it
     * even if the application dropped it; else null.
     */
    public @Nullable Object pinnedHandle() {
        return pinnedHandle;
    }

    /** Holds the handle strongly, or lets it go (null), so that its loss can be noticed. */
    public void pinHandle(@Nullable Object handle) {
        this.pinnedHandle = handle;
    }

    /**
     * Notes a reclaim that was not carried out; false if that is known already, so that it is
     * counted and told once.
     */
    public boolean note(ReclaimOutcome outcome) {
        if (noted == outcome) {
            return false;
        }
        noted = outcome;
        return true;
    }

    /**
     * Whether the reaper has seen before that its request is over. The first time, the request's
     * own thread may just be about to close it. For the reaper's thread.
     */
    public boolean seenOver() {
        boolean before = seenOver;
        seenOver = true;
        return before;
    }

    /** The application took the driver's own connection out: what it does with that is not seen. */
    public void unwrapped() {
        unwrapped = true;
    }

    /** Whether the application took the driver's own connection out. */
    public boolean isUnwrapped() {
        return unwrapped;
    }

    /** A thread without a request, and not the owner, uses it. */
    public void handTo(Thread user) {
        if (handedTo != user) {
            handedTo = user;
        }
    }

    /** The last thread it was handed to, or null. */
    public @Nullable Thread handedTo() {
        return handedTo;
    }
}
