package io.jdbcwarden.util;

/**
 * A cache line of nothing in front of an object that threads write, or all of them read, at each
 * borrow. Collectors put objects side by side that know each other, and who writes to a cache line
 * takes it from all that read or write anything else on it.
 *
 * <p>JVMs lay out the fields of a superclass first. So what one thread writes has a subclass of its
 * own too, with nothing but the line behind it.
 */
@SuppressWarnings("unused")
public abstract class Padded {
    // Else the gap behind the header is filled with a field of the subclass.
    private int gap;
    private long p0, p1, p2, p3, p4, p5, p6, p7;

    protected Padded() {}
}
