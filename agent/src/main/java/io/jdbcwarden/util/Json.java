package io.jdbcwarden.util;

/** Text as JSON has it. */
public final class Json {
    private Json() {}

    /** Appends a text in quotes; whatever is in it, it stays one string on one line. */
    public static void quote(StringBuilder to, String value) {
        to.append('"');
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            switch (c) {
                case '"':
                case '\\':
                    to.append('\\').append(c);
                    break;
                case '\n':
                    to.append("\\n");
                    break;
                case '\r':
                    to.append("\\r");
                    break;
                case '\t':
                    to.append("\\t");
                    break;
                default:
                    if (c < ' ') {
                        to.append("\\u00").append(hex(c >> 4)).append(hex(c));
                    } else {
                        to.append(c);
                    }
            }
        }
        to.append('"');
    }

    private static char hex(int nibble) {
        return Character.forDigit(nibble & 15, 16);
    }
}
