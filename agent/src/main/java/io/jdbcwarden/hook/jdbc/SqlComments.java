package io.jdbcwarden.hook.jdbc;

import io.jdbcwarden.config.Mode;
import io.jdbcwarden.config.PoolSettings;
import io.jdbcwarden.config.TagDatabase;
import io.jdbcwarden.session.Session;
import io.jdbcwarden.session.Tags;
import java.io.UnsupportedEncodingException;
import java.net.URLEncoder;
import java.sql.Connection;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Comments on SQL in the format of <a href="https://google.github.io/sqlcommenter/spec/">
 * sqlcommenter</a>: {@code select 1 /*request='4711',user='anna'*}{@code /}. Keys are in order,
 * keys and values encoded as in URLs, so that nothing in them can end the comment.
 */
public final class SqlComments {
    private final boolean on;
    private final UseHandler uses;

    /**
     * @param on whether any pool is set so: if not, nothing is woven
     */
    public SqlComments(boolean on, UseHandler uses) {
        this.on = on;
        this.uses = uses;
    }

    boolean areOn() {
        return on;
    }

    /** The SQL with a comment, or null if it stays as it is. */
    @Nullable String on(@Nullable Connection handle, String sql) {
        Session session = handle == null ? null : uses.sessionOf(handle);
        return session == null ? null : on(session, sql);
    }

    /** The SQL with a comment, or as it is. */
    String on(Session session, String sql) {
        PoolSettings settings = session.pool().settings();
        return settings.tagDatabase() == TagDatabase.SQL_COMMENT && settings.mode() == Mode.ENFORCE
                ? with(session.tags(), sql)
                : sql;
    }

    /** What has a comment already stays as it is, as the format demands. */
    static String with(Tags tags, String sql) {
        if (sql.contains("/*") || sql.contains("--")) {
            return sql;
        }
        String comment = of(tags);
        if (comment.isEmpty()) {
            return sql;
        }
        int end = sql.length();
        while (end > 0 && (sql.charAt(end - 1) <= ' ' || sql.charAt(end - 1) == ';')) {
            end--;
        }
        return sql.substring(0, end) + " /*" + comment + "*/" + sql.substring(end);
    }

    private static String of(Tags tags) {
        Map<String, String> values = new TreeMap<>();
        for (Map.Entry<String, String> tag : tags.more().entrySet()) {
            values.put(encoded(tag.getKey()), encoded(tag.getValue()));
        }
        if (tags.requestId() != null) {
            values.put("request", encoded(tags.requestId()));
        }
        if (tags.user() != null) {
            values.put("user", encoded(tags.user()));
        }
        StringBuilder text = new StringBuilder();
        for (Map.Entry<String, String> value : values.entrySet()) {
            text.append(text.length() == 0 ? "" : ",");
            text.append(value.getKey()).append("='").append(value.getValue()).append('\'');
        }
        return text.toString();
    }

    /** What Java's encoder leaves, or writes for forms, and could matter in a comment. */
    private static String encoded(String text) {
        try {
            return URLEncoder.encode(text, "UTF-8").replace("+", "%20").replace("*", "%2A");
        } catch (UnsupportedEncodingException e) {
            throw new AssertionError(e);
        }
    }
}
