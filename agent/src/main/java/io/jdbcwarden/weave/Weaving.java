package io.jdbcwarden.weave;

/** What is to be woven into which classes and methods. */
public interface Weaving {
    /** The number by which woven code calls: from 0, below the bridge's limit. */
    int id();

    /** For people. */
    String name();

    /**
     * Whether methods of this class may be meant. It is called once for each class that is looked
     * at; interfaces never are.
     */
    boolean matches(TypeShape type);

    /**
     * Whether this method of a class that matches is meant. It has a body, and a name in Java;
     * {@link Advice#CONSTRUCTED} is asked of constructors instead.
     */
    boolean matches(MethodShape method);

    /** What is woven into each method that is meant. */
    Advice advice();

    /** Of {@link Advice#CLOCK}: how the methods that are meant read their clock. */
    default ClockCalls clock() {
        throw new IllegalStateException(name() + " reads no clock");
    }
}
