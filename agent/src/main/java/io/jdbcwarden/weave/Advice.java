package io.jdbcwarden.weave;

/**
 * The shapes of what is woven around a method: what the bridge is given of a call, and what it may
 * change. Inlined code, and no call of a method that is itself generated, because class files older
 * than Java 7 are what legacy pools and drivers are.
 *
 * <p>An argument that is an {@code int} or a {@code boolean} is passed as an object, a result that
 * is a {@code boolean} too, and one that is an {@code int} or a {@code long} as a number of its
 * own. Other primitives are passed as null.
 */
public enum Advice {
    /** Before and after the body. */
    AROUND(Self.THIS),

    /**
     * Before and after the body; the hook may skip it, and the method then returns null or zero.
     */
    AROUND_OR_SKIP(Self.THIS),

    /** Before, with the first argument, and after the body. */
    WITH_ARGUMENT(Self.THIS),

    /** Before and, with the result, after the body. */
    WITH_RESULT(Self.THIS),

    /** Before, with the first argument, and after the body, with the result. */
    WITH_ARGUMENT_AND_RESULT(Self.THIS),

    /** Before the body, with a task as the first argument, which may be replaced by another one. */
    WITH_TASK(Self.THIS),

    /** Before the body, with a text as the first argument, which may be replaced by another one. */
    WITH_TEXT(Self.THIS),

    /** Before the body of a static method, with its class and its first argument. */
    STATIC_WITH_ARGUMENT(Self.CLASS),

    /** Around the body of a static method, with its class, its first argument and its result. */
    STATIC_WITH_ARGUMENT_AND_RESULT(Self.CLASS),

    /** At the end of a constructor, with the object; the constructors of subclasses come later. */
    CONSTRUCTED(Self.THIS),

    /**
     * Before and after the body of an {@link java.lang.reflect.InvocationHandler}, with the proxy
     * as the object, the method and its arguments; the hook may skip it.
     */
    INVOCATION(Self.PROXY),

    /** Within the body: what it reads from its clock, {@linkplain Weaving#clock as told}. */
    CLOCK(Self.THIS),

    /** Before and after the body, static or not, with its name as {@code com.acme.Job#run}. */
    NAMED(Self.NAME);

    private final Self self;

    Advice(Self self) {
        this.self = self;
    }

    Self self() {
        return self;
    }

    boolean takesArgument() {
        return this == WITH_ARGUMENT
                || this == WITH_ARGUMENT_AND_RESULT
                || this == STATIC_WITH_ARGUMENT
                || this == STATIC_WITH_ARGUMENT_AND_RESULT;
    }

    boolean takesResult() {
        return this == WITH_RESULT
                || this == WITH_ARGUMENT_AND_RESULT
                || this == STATIC_WITH_ARGUMENT_AND_RESULT
                || this == INVOCATION;
    }

    boolean isAround() {
        return this != WITH_TASK
                && this != WITH_TEXT
                && this != STATIC_WITH_ARGUMENT
                && this != CONSTRUCTED
                && this != CLOCK;
    }

    boolean maySkip() {
        return this == AROUND_OR_SKIP || this == INVOCATION;
    }

    boolean replacesArgument() {
        return this == WITH_TASK || this == WITH_TEXT;
    }

    /** What stands for the object that the method was called on. */
    enum Self {
        THIS,
        /** The first argument. */
        PROXY,
        CLASS,
        NAME
    }
}
