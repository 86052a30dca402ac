package io.jdbcwarden.console;

import java.util.ArrayList;
import java.util.List;

/** Reads the strings of a JSON text, strictly: what is not JSON throws. */
final class JsonReader {
    private final String text;
    private final List<String> strings = new ArrayList<>();
    private int at;

    private JsonReader(String text) {
        this.text = text;
    }

    /** All strings in it, the names of fields too. */
    static List<String> read(String text) {
        JsonReader reader = new JsonReader(text.strip());
        reader.value();
        if (reader.at != reader.text.length()) {
            throw reader.wrong();
        }
        return reader.strings;
    }

    private void value() {
        char c = text.charAt(at);
        if (c == '{' || c == '[') {
            list(c == '{', c == '{' ? '}' : ']');
        } else if (c == '"') {
            string();
        } else {
            int from = at;
            while (at < text.length() && ",]}".indexOf(text.charAt(at)) < 0) {
                at++;
            }
            if (!text.substring(from, at)
                    .matches("null|true|false|-?\\d+(\\.\\d+)?([eE]-?\\d+)?")) {
                throw wrong();
            }
        }
    }

    private void list(boolean named, char end) {
        at++;
        if (text.charAt(at) == end) {
            at++;
            return;
        }
        while (true) {
            if (named) {
                string();
                take(':');
            }
            value();
            if (text.charAt(at) == end) {
                at++;
                return;
            }
            take(',');
        }
    }

    private void string() {
        take('"');
        StringBuilder read = new StringBuilder();
        for (char c = text.charAt(at++); c != '"'; c = text.charAt(at++)) {
            if (c < ' ') {
                throw wrong();
            }
            if (c != '\\') {
                read.append(c);
                continue;
            }
            char escape = text.charAt(at++);
            int plain = "nrt\"\\".indexOf(escape);
            if (plain >= 0) {
                read.append("\n\r\t\"\\".charAt(plain));
            } else if (escape == 'u') {
                read.append((char) Integer.parseInt(text.substring(at, at + 4), 16));
                at += 4;
            } else {
                throw wrong();
            }
        }
        strings.add(read.toString());
    }

    private void take(char wanted) {
        if (text.charAt(at++) != wanted) {
            throw wrong();
        }
    }

    private IllegalArgumentException wrong() {
        return new IllegalArgumentException("no JSON at " + at + ": " + text);
    }
}
