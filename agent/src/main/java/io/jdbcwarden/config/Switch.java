package io.jdbcwarden.config;

/** Yes or no. */
final class Switch extends Type<Boolean> {
    @Override
    Boolean parse(String text) {
        if (text.equalsIgnoreCase("true") || text.equalsIgnoreCase("on")) {
            return true;
        }
        if (text.equalsIgnoreCase("false") || text.equalsIgnoreCase("off")) {
            return false;
        }
        throw new IllegalArgumentException("neither yes nor no");
    }

    @Override
    String accepted() {
        return "true, false, on, off";
    }
}
