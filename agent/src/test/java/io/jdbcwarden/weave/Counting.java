package io.jdbcwarden.weave;

/** What has a method without a body. */
public abstract class Counting {
    protected int counted;

    protected abstract String bodiless();

    public int counted() {
        return counted;
    }
}
