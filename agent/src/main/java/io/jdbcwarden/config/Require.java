package io.jdbcwarden.config;

/** What must be known about the borrower, or the borrow is denied. */
public enum Require {
    /** Nothing. */
    NONE,
    /** The request it belongs to. */
    REQUEST,
    /** The user it is made for. */
    USER
}
