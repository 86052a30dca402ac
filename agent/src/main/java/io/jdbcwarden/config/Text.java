package io.jdbcwarden.config;

/** Any text; empty if there is none. */
final class Text extends Type<String> {
    private final String accepted;

    Text(String accepted) {
        this.accepted = accepted;
    }

    @Override
    String parse(String text) {
        return text;
    }

    @Override
    String accepted() {
        return accepted;
    }
}
