package io.jdbcwarden.session;

import io.jdbcwarden.metric.Tally;
import io.jdbcwarden.util.Padded;
import io.jdbcwarden.util.VirtualThreads;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * What the agent keeps for each thread: the request it serves, and how deep it is in hooked calls.
 * Only its own thread uses it.
 */
public class ThreadState extends Padded {
    private static final ThreadLocal<ThreadState> CURRENT = ThreadLocal.withInitial(Apart::new);

    /** Ids taken at once by a thread that comes again. */
    private static final int MOST_IDS = 64;

    private static final int ORDINARY_TEXTS = 16;

    private final Thread thread = Thread.currentThread();
    private @Nullable Scope scope;
    private @Nullable Scope ended;
    private int endedKey;
    private int asyncStarts;
    private int borrows;
    private int calls;
    private int agent;
    private boolean borrowing;
    private boolean unknownBorrow;
    private int opened;
    private long borrowPermit;
    private long borrowStartNanos;
    private long poolsFirstNanos;
    private long poolsSecondNanos;

    private @Nullable Slot slot;
    private @Nullable PoolContext lastPool;
    private @Nullable PoolContext talliedPool;
    private @Nullable Tally tally;
    private @Nullable ThreadTallies tallies;
    private long nextId;
    private int idsLeft;
    private int idBlock = 1;

    private WorkKinds.@Nullable OfThread work;
    private boolean returned;
    private boolean waitsAsHolder;
    private QuotaCounts.@Nullable Count taken;
    private QuotaCounts.@Nullable Count otherTaken;
    private String @Nullable [] ordinarySql;

    private final boolean ofPool = PoolThreads.isOne(thread);

    private ThreadState() {}

    /** The state of the calling thread. */
    public static ThreadState current() {
        return CURRENT.get();
    }

    /** The thread whose state this is. */
    Thread thread() {
        return thread;
    }

    /** The request that this thread serves, or null. */
    public @Nullable Scope scope() {
        return scope;
    }

    /** Sets the request that this thread serves from now on. */
    public void scope(@Nullable Scope newScope) {
        this.scope = newScope;
    }

    /**
     * Remembers the request that has just ended on this thread: an error page may be dispatched for
     * it.
     *
     * @param key tells its request object from others, and does not hold it
     */
    public void ended(Scope scope, int key) {
        this.ended = scope;
        this.endedKey = key;
    }

    /** The request that ended last on this thread, if it had this key; else null. */
    public @Nullable Scope ended(int key) {
        return endedKey == key ? ended : null;
    }

    /** Enters a start of asynchronous work; true if it is the outermost one: wrappers delegate. */
    public boolean enterAsyncStart() {
        return asyncStarts++ == 0;
    }

    /** Leaves a start of asynchronous work. */
    public void leaveAsyncStart() {
        asyncStarts--;
    }

    /**
     * Enters a borrow; true if it is the outermost one, and made by the application: neither by the
     * agent, nor by a pool that fills itself from another one.
     */
    public boolean enterBorrow() {
        return borrows++ == 0 && agent == 0 && !ofPool;
    }

    /**
     * The outermost borrow goes to this pool. Kept here until its end, so that a borrow allocates
     * nothing for it.
     *
     * @param permit the circuit breaker's permit
     * @param nowNanos 0 if the pool is to {@linkplain #poolsClock tell}
     */
    public void beginBorrow(PoolContext pool, long permit, long nowNanos) {
        // Compared first: a reference stored into an old object costs the collector's barrier.
        if (pool != lastPool) {
            lastPool = pool;
        }
        borrowing = true;
        borrowPermit = permit;
        borrowStartNanos = nowNanos;
        poolsFirstNanos = 0;
        poolsSecondNanos = 0;
    }

    /**
     * The pool has read the clock while it serves the borrow under way.
     *
     * @param first when it began; 0 if it did not read it
     * @param second when it had a connection; 0 if it had none, or has done more since
     */
    public void poolsClock(long first, long second) {
        if (borrows == 1) {
            poolsFirstNanos = first;
            poolsSecondNanos = second;
        }
    }

    /** When the pool began to serve the last borrow; 0 if it did not tell. */
    public long poolsFirstNanos() {
        return poolsFirstNanos;
    }

    /** When the pool had a connection for the last borrow; 0 if it did not tell. */
    public long poolsSecondNanos() {
        return poolsSecondNanos;
    }

    /** The pool of the borrow under way, once: null if there is none, or the pool is not known. */
    public @Nullable PoolContext takeBorrowedFrom() {
        PoolContext pool = borrowing ? lastPool : null;
        borrowing = false;
        return pool;
    }

    /** The permit of the last borrow that began. */
    public long borrowPermit() {
        return borrowPermit;
    }

    /** When the last borrow began, in the clock's nanoseconds; 0 if only its pool knows. */
    public long borrowStartNanos() {
        return borrowStartNanos;
    }

    /**
     * The pool that this thread is asking for a connection now, or null. Any thread may ask; what
     * it sees is true for a thread that waits for long.
     */
    @Nullable PoolContext borrowingFrom() {
        return borrowing ? lastPool : null;
    }

    /**
     * Whether the connection that this thread borrowed last is of this pool, and is still out and
     * its own.
     */
    public boolean holdsOneOf(PoolContext pool) {
        Slot last = slot;
        Session session = last == null ? null : last.current();
        return session != null
                && session.pool() == pool
                && session.thread() == thread
                && session.state() == Session.State.LEASED;
    }

    /** It has a connection of the pool that it borrows one more of. */
    public void waitsAsHolder(boolean so) {
        waitsAsHolder = so;
    }

    /** Whether it has a connection of the pool that it borrows one more of. */
    public boolean waitsAsHolder() {
        return waitsAsHolder;
    }

    /** A place that the borrow under way has taken of a quota: its request's, and its user's. */
    public void taken(QuotaCounts.Count count) {
        if (taken == null) {
            taken = count;
        } else {
            otherTaken = count;
        }
    }

    /** Those places, each once; then null. */
    public QuotaCounts.@Nullable Count take() {
        QuotaCounts.Count count = taken;
        if (count != null) {
            taken = otherTaken;
            otherTaken = null;
        }
        return count;
    }

    /** Whether this thread has given a connection back before; from now on it has. */
    boolean returnsAgain() {
        boolean before = returned;
        returned = true;
        return before;
    }

    /** What it did outside of requests; null while that is too little to keep. */
    WorkKinds.@Nullable OfThread work() {
        return work;
    }

    void work(WorkKinds.@Nullable OfThread made) {
        work = made;
    }

    /** Leaves a borrow. */
    public void leaveBorrow() {
        borrows--;
    }

    /** Whether a borrow from a known pool is under way. */
    public boolean isBorrowing() {
        return borrows != 0;
    }

    /** A session was opened by this thread. */
    public void countOpened() {
        opened++;
    }

    /** How many sessions this thread has opened: a number to be compared, which may overflow. */
    public int opened() {
        return opened;
    }

    /** Enters a borrow from what may be no known pool; true if it is the outermost such. */
    public boolean enterUnknownBorrow() {
        boolean outermost = !unknownBorrow;
        unknownBorrow = true;
        return outermost;
    }

    /** Leaves the outermost borrow from what may be no known pool. */
    public void leaveUnknownBorrow() {
        unknownBorrow = false;
    }

    /**
     * Whether a hooked JDBC call or the agent's own work is under way: what it calls is not looked
     * at.
     */
    public boolean isBusy() {
        return calls != 0 || agent != 0;
    }

    /** Enters a JDBC call of the application. */
    public void enterCall() {
        calls++;
    }

    /** Leaves a JDBC call of the application. */
    public void leaveCall() {
        calls--;
    }

    /** Begins work of the agent: hooks let pass whatever this thread does. */
    public void enterAgent() {
        agent++;
    }

    /** Ends work of the agent. */
    public void leaveAgent() {
        agent--;
    }

    /** Whether the agent itself is at work on this thread. */
    public boolean isAgent() {
        return agent != 0;
    }

    /** Where this thread counts what it does on a pool. */
    public Tally tally(PoolContext pool) {
        Tally known = tally;
        return pool == talliedPool && known != null ? known : findTally(pool);
    }

    private Tally findTally(PoolContext pool) {
        ThreadTallies all = tallies;
        if (all == null) {
            tallies = all = new ThreadTallies(thread);
        }
        Tally found = all.of(pool);
        if (all.isSettled(pool)) {
            talliedPool = pool;
            tally = found;
        }
        return found;
    }

    /**
     * Texts of SQL that this thread has found to be ordinary, each at a place that its finder
     * chooses; empty for virtual threads, which seldom live long enough for that to pay.
     */
    public String[] ordinarySql() {
        String[] known = ordinarySql;
        if (known == null) {
            known = new String[VirtualThreads.isVirtual(thread) ? 0 : ORDINARY_TEXTS];
            ordinarySql = known;
        }
        return known;
    }

    /** The pool this thread borrowed from last, as far as known. */
    public @Nullable PoolContext lastPool() {
        return lastPool;
    }

    /** The place of the connection that this thread borrowed last. */
    @Nullable Slot slot() {
        return slot;
    }

    void slot(Slot borrowed) {
        slot = borrowed;
    }

    /** An id for a session: from a block that this thread took, so that threads do not meet. */
    long nextId(AtomicLong ids) {
        if (idsLeft == 0) {
            idsLeft = idBlock;
            nextId = ids.getAndAdd(idBlock) + 1;
            idBlock = MOST_IDS;
        }
        idsLeft--;
        return nextId++;
    }

    /** With a cache line of nothing behind. */
    @SuppressWarnings("unused")
    private static final class Apart extends ThreadState {
        private long p0, p1, p2, p3, p4, p5, p6, p7;
    }
}
