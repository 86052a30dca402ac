package io.jdbcwarden.dialect;

import io.jdbcwarden.session.ConnectionState;
import io.jdbcwarden.session.Tags;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Tags as databases get them: bounded, and as text that any database takes. */
final class TagText {
    /** Of one value, in characters. */
    private static final int LONGEST = 256;

    private TagText() {}

    /**
     * One line for people, such as {@code user=anna request=4711}: without anything but printable
     * ASCII, and empty if nothing is known. What is too long is cut, of both alike.
     *
     * @param longest in characters, which are as many bytes
     */
    static String line(Tags tags, int longest) {
        String user = tags.user() == null ? "" : "user=" + ascii(tags.user());
        String request = tags.requestId() == null ? "" : "request=" + ascii(tags.requestId());
        int room = longest - (user.isEmpty() || request.isEmpty() ? 0 : 1);
        int forUser = Math.max(room / 2, room - request.length());
        user = cut(user, forUser);
        request = cut(request, room - user.length());
        return user.isEmpty() || request.isEmpty() ? user + request : user + " " + request;
    }

    private static String cut(String text, int longest) {
        return text.length() <= longest ? text : text.substring(0, Math.max(0, longest));
    }

    private static String ascii(String text) {
        StringBuilder ascii = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            ascii.append(c < ' ' || c > '~' ? '?' : c);
        }
        return ascii.toString();
    }

    /**
     * Names and values: {@code user}, {@code request}, and the other tags by their names. Values
     * are empty where nothing is known, and for names that were told last and are not known now.
     */
    static Map<String, String> variables(Tags tags, ConnectionState state) {
        Map<String, String> values = new LinkedHashMap<>();
        for (String name : state.told().more().keySet()) {
            values.put(name(name), "");
        }
        for (Map.Entry<String, String> tag : tags.more().entrySet()) {
            values.put(name(tag.getKey()), value(tag.getValue()));
        }
        // Last: a tag of this name must not stand for the user.
        values.put("user", value(tags.user()));
        values.put("request", value(tags.requestId()));
        return values;
    }

    /** Runs a text with these values in the places of its question marks. */
    static void send(Connection physical, CharSequence text, Collection<String> values)
            throws SQLException {
        try (PreparedStatement statement = physical.prepareStatement(text.toString())) {
            int at = 1;
            for (String value : values) {
                statement.setString(at++, value);
            }
            statement.execute();
        }
    }

    private static String value(@Nullable String text) {
        return text == null ? "" : cut(text, LONGEST).replace("\0", "");
    }

    /** A name that needs no quotes anywhere. */
    private static String name(String tag) {
        StringBuilder name = new StringBuilder(tag.length());
        for (char c : tag.toLowerCase(Locale.ROOT).toCharArray()) {
            boolean plain = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_';
            name.append(plain ? c : '_');
        }
        return name.toString();
    }
}
