package io.jdbcwarden.console;

import io.jdbcwarden.util.Json;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** What a caller gets: a status, headers and a body. Immutable. */
final class Answer {
    private static final Map<String, String> ALWAYS = new LinkedHashMap<>();

    static {
        ALWAYS.put(
                "Content-Security-Policy",
                "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self';"
                        + " img-src 'self'; frame-ancestors 'none'; base-uri 'none';"
                        + " form-action 'none'");
        ALWAYS.put("X-Frame-Options", "DENY");
        ALWAYS.put("X-Content-Type-Options", "nosniff");
        ALWAYS.put("Referrer-Policy", "no-referrer");
        ALWAYS.put("Cross-Origin-Resource-Policy", "same-origin");
        ALWAYS.put("Cross-Origin-Opener-Policy", "same-origin");
        ALWAYS.put("Cache-Control", "no-store");
    }

    private final int status;
    private final Map<String, String> headers;
    private final byte[] body;

    private Answer(int status, Map<String, String> headers, byte[] body) {
        this.status = status;
        this.headers = Collections.unmodifiableMap(headers);
        this.body = body;
    }

    /** A body of any type; it is taken over. */
    static Answer of(int status, String contentType, byte[] body) {
        Map<String, String> headers = new LinkedHashMap<>(ALWAYS);
        headers.put("Content-Type", contentType);
        return new Answer(status, headers, body);
    }

    static Answer json(int status, CharSequence json) {
        byte[] body = (json + "\n").getBytes(StandardCharsets.UTF_8);
        return of(status, "application/json; charset=utf-8", body);
    }

    /** {@code {"error":"…"}}. */
    static Answer error(int status, String message) {
        return field(status, "error", message);
    }

    /** {@code {"done":"…"}}, for people. */
    static Answer done(int status, String message) {
        return field(status, "done", message);
    }

    private static Answer field(int status, String name, String text) {
        StringBuilder json = new StringBuilder("{\"").append(name).append("\":");
        Json.quote(json, text);
        return json(status, json.append('}'));
    }

    /** The same with one header more. */
    Answer with(String header, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(header, value);
        return new Answer(status, more, body);
    }

    int status() {
        return status;
    }

    Map<String, String> headers() {
        return headers;
    }

    byte[] body() {
        return body;
    }
}
