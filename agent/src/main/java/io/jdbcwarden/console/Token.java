package io.jdbcwarden.console;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;

/** What a caller must know. Immutable. */
final class Token {
    private static final int BYTES = 18;

    private final String text;

    Token(String text) {
        this.text = text;
    }

    /** One that nobody can guess. */
    static Token random() {
        byte[] bytes = new byte[BYTES];
        new SecureRandom().nextBytes(bytes);
        return new Token(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
    }

    String text() {
        return text;
    }

    /** Whether it is this one; takes as long for one that is nearly right as for any other. */
    boolean isSame(String given) {
        return MessageDigest.isEqual(
                given.getBytes(StandardCharsets.UTF_8), text.getBytes(StandardCharsets.UTF_8));
    }

    /** Not the token: this may end in a log. */
    @Override
    public String toString() {
        return "***";
    }
}
