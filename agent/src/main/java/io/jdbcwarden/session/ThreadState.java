package io.jdbcwarden.session;

import org.jspecify.annotations.Nullable;

/**
 * What the agent keeps for each thread: the request it serves, and how deep it is in hooked calls.
 * Only its own thread uses it.
 */
public final class ThreadState {
    private static final ThreadLocal<ThreadState> CURRENT =
            ThreadLocal.withInitial(ThreadState::new);

    private @Nullable Scope scope;
    private @Nullable Scope ended;
    private int endedKey;
    private int asyncStarts;
    private int borrows;
    private int calls;
    private int agent;
    private @Nullable PoolContext borrowedFrom;
    private long borrowPermit;
    private long borrowStartNanos;

    private ThreadState() {}

    /** The state of the calling thread. */
    public static ThreadState current() {
        return CURRENT.get();
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

    /** Enters a borrow; true if it is the outermost one, and not one the agent makes itself. */
    public boolean enterBorrow() {
        return borrows++ == 0 && agent == 0;
    }

    /**
     * The outermost borrow goes to this pool. Kept here until its end, so that a borrow allocates
     * nothing for it.
     *
     * @param permit the circuit breaker's permit
     */
    public void beginBorrow(PoolContext pool, long permit, long nowNanos) {
        borrowedFrom = pool;
        borrowPermit = permit;
        borrowStartNanos = nowNanos;
    }

    /** The pool of the borrow under way, once: null if there is none, or the pool is not known. */
    public @Nullable PoolContext takeBorrowedFrom() {
        PoolContext pool = borrowedFrom;
        borrowedFrom = null;
        return pool;
    }

    /** The permit of the last borrow that began. */
    public long borrowPermit() {
        return borrowPermit;
    }

    /** When the last borrow began, in the clock's nanoseconds. */
    public long borrowStartNanos() {
        return borrowStartNanos;
    }

    /** Leaves a borrow. */
    public void leaveBorrow() {
        borrows--;
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
}
