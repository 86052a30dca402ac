package io.jdbcwarden.config;

/** An address or the name of a host; not looked up. */
final class HostName extends Type<String> {
    @Override
    String parse(String text) {
        if (text.isEmpty()) {
            throw new IllegalArgumentException("missing");
        }
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (!(Character.isLetterOrDigit(c) || c == '.' || c == '-' || c == ':' || c == '%')) {
                throw new IllegalArgumentException("not an address, nor the name of a host");
            }
        }
        return text;
    }

    @Override
    String accepted() {
        return "an address or host name of this machine: 127.0.0.1, ::1, 0.0.0.0";
    }
}
