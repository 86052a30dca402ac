package io.jdbcwarden.config;

/** A setting was given that is not accepted. The message is one line for people. */
public final class IllegalSettingException extends IllegalArgumentException {
    private static final long serialVersionUID = 1;

    IllegalSettingException(String message, Throwable cause) {
        super(message, cause);
    }
}
