package io.jdbcwarden.session;

import io.jdbcwarden.metric.LeakCause;
import io.jdbcwarden.metric.ReclaimOutcome;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;
import java.util.concurrent.atomic.AtomicLongFieldUpdater;
import java.util.concurrent.atomic.AtomicReferenceFieldUpdater;
import org.jspecify.annotations.Nullable;

/**
 * One borrowed connection, from borrow to end.
 *
 * <p>Its life is one atomic word: the state, and a count of all calls that ever came in. Those that
 * went out are counted beside it, so that a call costs one atomic instruction and not two; the
 * calls now inside are the difference.
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
 * <p>A session is also the weak reference to its handle: when the handle is collected and nobody
 * returned it, the session turns up in the table's queue. It is small because each borrow makes
 * one; what few sessions have is in {@link SessionWork} and {@link Findings}.
 *
 * <p>Fields without a lock are written by the borrower before the session is published, or by one
 * thread at a time inside a call; readers elsewhere may see a slightly older value, never a torn
 * one.
 */
@SuppressWarnings("EnumOrdinal") // the ordinals are the two bits of the word
public final class Session extends WeakReference<Object> {

    /** Where a session is in its life. */
    public enum State {
        LEASED,
        RETURNING,
        RECLAIMING,
        ENDED
    }

    private static final State[] STATES = State.values();
    private static final Object NO_ENTRY = new Object();
    private static final AtomicLongFieldUpdater<Session> WORD =
            AtomicLongFieldUpdater.newUpdater(Session.class, "word");

    // word = calls that came in (62 bits) | state (2 bits)
    private static final long STATE_MASK = 3;
    private static final int USE_SHIFT = 2;
    private static final long USE = 1L << USE_SHIFT;

    @SuppressWarnings("unused") // by WORD
    private volatile long word;

    /** Calls that went out; the lower half of the number is enough to take the difference. */
    private volatile int left;

    private static final AtomicIntegerFieldUpdater<Session> LEFT =
            AtomicIntegerFieldUpdater.newUpdater(Session.class, "left");
    private static final AtomicReferenceFieldUpdater<Session, Slot> SLOT =
            AtomicReferenceFieldUpdater.newUpdater(Session.class, Slot.class, "slot");
    private static final AtomicReferenceFieldUpdater<Session, Object> PINNED =
            AtomicReferenceFieldUpdater.newUpdater(Session.class, Object.class, "pinnedHandle");
    private static final AtomicReferenceFieldUpdater<Session, Findings> FINDINGS =
            AtomicReferenceFieldUpdater.newUpdater(Session.class, Findings.class, "findings");

    private final long id;
    private final PoolContext pool;
    private final @Nullable Scope scope;
    private final Tags tags;
    private final long borrowedAtNanos;

    // Until it lets go of them; see there.
    private Object entry;
    private @Nullable ThreadState borrower;

    /** Null once it has ended. */
    private volatile @Nullable Slot slot;

    private volatile @Nullable SessionWork work;
    private volatile @Nullable Object pinnedHandle;
    private volatile @Nullable Findings findings;
    @Nullable Session nextInScope;

    Session(
            Object handle,
            ReferenceQueue<Object> lost,
            Slot slot,
            Object entry,
            long id,
            PoolContext pool,
            @Nullable Scope scope,
            ThreadState borrower,
            Tags tags,
            long borrowedAtNanos,
            @Nullable Throwable borrowStack) {
        super(handle, lost);
        this.id = id;
        this.pool = pool;
        this.entry = entry;
        this.scope = scope;
        this.borrower = borrower;
        this.tags = tags;
        this.borrowedAtNanos = borrowedAtNanos;
        if (borrowStack != null) {
            findings().borrowStack = borrowStack;
        }
        SLOT.lazySet(this, slot);
    }

    // ------------------------------------------------------------------ the word

    /** The state now. */
    public State state() {
        int moved = (int) (word & STATE_MASK);
        return moved != State.LEASED.ordinal() && slot == null ? State.ENDED : STATES[moved];
    }

    /**
     * A JDBC call comes in.
     *
     * @return true if it may go on, and must then be ended by {@link #leaveCall}; false if the
     *     session is not leased any more
     */
    public boolean enterCall() {
        long now = WORD.addAndGet(this, USE);
        if ((now & STATE_MASK) == State.LEASED.ordinal()) {
            return true;
        }
        WORD.addAndGet(this, -USE);
        return false;
    }

    /**
     * A JDBC call has ended. As long as one thread at a time is inside, nobody else writes the
     * count; once two have met, all count atomically.
     */
    public void leaveCall() {
        Findings found = findings;
        if (found == null || !found.shared) {
            LEFT.lazySet(this, left + 1);
        } else {
            LEFT.incrementAndGet(this);
        }
    }

    /** Two threads have met inside it. */
    public void share() {
        findings().shared = true;
    }

    /** How many JDBC calls are inside now. */
    public int calls() {
        return calls(word);
    }

    private int calls(long observed) {
        return Math.max(0, (int) (observed >>> USE_SHIFT) - left);
    }

    /** The owner returns the connection; true for the one who wins. */
    public boolean beginReturn() {
        return leave(State.RETURNING);
    }

    /** The agent takes the connection back, whatever runs on it; true for the one who wins. */
    public boolean beginReclaim(LeakCause why) {
        return leave(State.RECLAIMING) && found(why);
    }

    private boolean found(LeakCause why) {
        findings().cause = why;
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
        return (observed & STATE_MASK) == State.LEASED.ordinal()
                && WORD.compareAndSet(this, observed, observed | State.RECLAIMING.ordinal())
                && found(why);
    }

    /** The winner has done its work. */
    public void end() {
        Slot left = slot;
        PINNED.lazySet(this, null);
        SLOT.lazySet(this, null);
        if (left != null) {
            left.close(this);
        }
        Findings found = findings;
        if (found != null) {
            found.giveBackCounts();
        }
    }

    /** It counts until it ends: for its request, for its user, or for both. */
    public void countsAs(QuotaCounts.Count count) {
        Findings found = findings();
        if (found.count == null) {
            found.count = count;
        } else {
            found.otherCount = count;
        }
    }

    /**
     * The pool that the owner of this session waits for, so that it cannot give it back: null if
     * somebody could, as far as can be seen from outside.
     */
    public @Nullable PoolContext ownerWaitsFor() {
        ThreadState owner = borrower;
        boolean onlyOwner =
                state() == State.LEASED
                        && calls() == 0
                        && handedTo() == null
                        && (scope == null || !scope.isShared());
        return owner != null && onlyOwner ? owner.borrowingFrom() : null;
    }

    /**
     * It has ended, all is counted and told, and only late calls may still ask for it, by its
     * handle or by a statement that the application keeps for good. So it must not lead to those
     * itself: the pool's record, the borrower's thread (with its task, even when it is dead) and
     * the classes of the stack all may, and would keep a whole application from being unloaded.
     */
    public void letGo() {
        ThreadState left = borrower;
        Findings found = findings;
        if (found != null) {
            found.threadName = left == null ? found.threadName : left.thread().getName();
            found.borrowStack = null;
            found.handedTo = null;
        }
        borrower = null;
        entry = NO_ENTRY;
    }

    /** Whether the agent takes it back, or has done so. */
    public boolean isTakenBack() {
        return (word & STATE_MASK) == State.RECLAIMING.ordinal();
    }

    // ------------------------------------------------------------------ idleness, seen by the
    // reaper

    /**
     * How long no call was inside, as far as the reaper saw: it looks once a second, so this is
     * never more than the truth and at most a pass less. For the reaper's thread.
     */
    public long observeIdle(long observed, long nowNanos) {
        Slot place = slot;
        return place == null
                ? 0
                : place.observeIdle(this, observed >>> USE_SHIFT, calls(observed) > 0, nowNanos);
    }

    /**
     * How long no call was inside, as far as the reaper saw: never more than the truth, and at most
     * a pass less. Any thread.
     */
    public long idleNanos(long observed, long nowNanos) {
        Slot place = slot;
        return place == null || calls(observed) > 0
                ? 0
                : place.idleNanos(this, observed >>> USE_SHIFT, nowNanos);
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

    /**
     * The pool's own record of the physical connection; of no pool once {@link #letGo} was called.
     */
    public Object entry() {
        return entry;
    }

    /** The request that owns it; null if its owner is the thread. */
    public @Nullable Scope scope() {
        return scope;
    }

    /** The thread that borrowed it; null once {@link #letGo} was called. */
    public @Nullable Thread thread() {
        ThreadState known = borrower;
        return known == null ? null : known.thread();
    }

    /** The name of the thread that borrowed it. */
    public String threadName() {
        Thread thread = thread();
        if (thread != null) {
            return thread.getName();
        }
        Findings found = findings;
        String kept = found == null ? null : found.threadName;
        return kept == null ? "(ended)" : kept;
    }

    /** The state of the calling thread; at hand without a search if that is the borrower. */
    public ThreadState callersState() {
        ThreadState known = borrower;
        return known != null && known.thread() == Thread.currentThread()
                ? known
                : ThreadState.current();
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
        Findings found = findings;
        return found == null ? null : found.borrowStack;
    }

    /** What it did. Made with its first statement: a session that runs none does not pay for it. */
    public SessionWork work() {
        SessionWork done = work;
        if (done == null) {
            work = done = new SessionWork();
        }
        return done;
    }

    /** What it did, or null if it ran no statement so far: for who looks at it from outside. */
    public @Nullable SessionWork workDone() {
        return work;
    }

    /** Whether it has run a statement. */
    public boolean hasWorked() {
        return work != null;
    }

    /** Whether a statement ran since the last commit or rollback. */
    public boolean isDirty() {
        SessionWork done = work;
        return done != null && done.isDirty();
    }

    /** Whether a transaction may be open; if not, there is nothing to ask the driver for. */
    public boolean mayBeInTransaction() {
        SessionWork done = work;
        return done != null && (done.mayBeOpen() || (done.isDirty() && isUnwrapped()));
    }

    /** Auto-commit as it was at the borrow; null if the pool itself restores it. */
    public @Nullable Boolean autoCommitAtBorrow() {
        Findings found = findings;
        return found == null ? null : found.autoCommit;
    }

    /** Keeps what auto-commit was at the borrow, as the pool does not restore it. */
    public void autoCommitAtBorrow(boolean was) {
        findings().autoCommit = was;
    }

    /** The isolation before the session changed it first; null if it did not. */
    public @Nullable Integer isolationAtBorrow() {
        Findings found = findings;
        return found == null ? null : found.isolation;
    }

    /** Keeps what the isolation was at the borrow, as it is about to be changed. */
    public void isolationAtBorrow(int was) {
        findings().isolation = was;
    }

    /** Whether it was read-only before the session changed that first; null if it did not. */
    public @Nullable Boolean readOnlyAtBorrow() {
        Findings found = findings;
        return found == null ? null : found.readOnly;
    }

    /** Keeps whether it was read-only at the borrow, as that is about to be changed. */
    public void readOnlyAtBorrow(boolean was) {
        findings().readOnly = was;
    }

    /** What it changed of its connection; null if nothing. */
    public @Nullable StateChanges changes() {
        Findings found = findings;
        return found == null ? null : found.changes;
    }

    /** Keeps where its changes are noted. */
    public void changes(StateChanges noted) {
        findings().changes = noted;
    }

    /** What is known of its connection from one session to the next; null once it has ended. */
    public @Nullable ConnectionState connectionState() {
        Slot place = slot;
        return place == null ? null : place.state();
    }

    private Findings findings() {
        Findings known = findings;
        while (known == null) {
            FINDINGS.compareAndSet(this, null, new Findings());
            known = findings;
        }
        return known;
    }

    /** Why the agent took it back; null if it did not, or has only just won the word. */
    public @Nullable LeakCause cause() {
        Findings found = findings;
        return found == null ? null : found.cause;
    }

    /** Marks it as reported for being held long; false if it was already. */
    public boolean suspect() {
        if (isSuspected()) {
            return false;
        }
        findings().suspected = true;
        return true;
    }

    /** Whether it was reported for being held long. */
    public boolean isSuspected() {
        Findings found = findings;
        return found != null && found.suspected;
    }

    /** Whether this is its handle. Compared by identity. */
    public boolean isOf(Object handle) {
        return get() == handle;
    }

    /** The handle that the application got, while it is reachable; else null. */
    public @Nullable Object handle() {
        return get();
    }

    /**
     * Holds the handle strongly while the request is young, so that the request's end can return it
     * even if the application dropped it; or lets it go (null), so that its loss can be noticed.
     */
    public void pinHandle(@Nullable Object handle) {
        if (pinnedHandle != handle) {
            PINNED.lazySet(this, handle);
        }
    }

    /**
     * Notes a reclaim that was not carried out; false if that is known already, so that it is
     * counted and told once.
     */
    public boolean note(ReclaimOutcome outcome) {
        Findings found = findings();
        if (found.noted == outcome) {
            return false;
        }
        found.noted = outcome;
        return true;
    }

    /**
     * Whether the reaper has seen before that its request is over. The first time, the request's
     * own thread may just be about to close it. For the reaper's thread.
     */
    public boolean seenOver() {
        Findings found = findings();
        boolean before = found.seenOver;
        found.seenOver = true;
        return before;
    }

    /** The application took the driver's own connection out: what it does with that is not seen. */
    public void unwrapped() {
        findings().unwrapped = true;
    }

    /** Whether the application took the driver's own connection out. */
    public boolean isUnwrapped() {
        Findings found = findings;
        return found != null && found.unwrapped;
    }

    /** A thread without a request, and not the owner, uses it. */
    public void handTo(Thread user) {
        Findings found = findings();
        if (found.handedTo != user) {
            found.handedTo = user;
        }
    }

    /** The last thread it was handed to, or null. */
    public @Nullable Thread handedTo() {
        Findings found = findings;
        return found == null ? null : found.handedTo;
    }
}
