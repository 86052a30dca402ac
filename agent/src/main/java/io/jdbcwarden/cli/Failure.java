package io.jdbcwarden.cli;

/** A command cannot do what it was asked to; its message is for people and names the way out. */
final class Failure extends RuntimeException {
    private static final long serialVersionUID = 1;

    Failure(String message) {
        super(message);
    }

    Failure(String message, Throwable cause) {
        super(message, cause);
    }
}
