package io.jdbcwarden.console;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.InputStream;
import java.io.UnsupportedEncodingException;
import java.net.InetAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A request as it is checked and answered. Immutable. */
final class Call {
    /** The largest body, in bytes. */
    static final int LARGEST_BODY = 4096;

    private static final String FORM = "application/x-www-form-urlencoded";

    private final String method;
    private final String rawPath;
    private final @Nullable String rawQuery;
    private final Headers headers;
    private final InetAddress remote;
    private final InetAddress local;
    private final Map<String, String> form;

    Call(
            String method,
            String rawPath,
            @Nullable String rawQuery,
            Headers headers,
            InetAddress remote,
            InetAddress local,
            Map<String, String> form) {
        this.method = method;
        this.rawPath = rawPath;
        this.rawQuery = rawQuery;
        this.headers = headers;
        this.remote = remote;
        this.local = local;
        this.form = form;
    }

    /** A request, of which the body is not read yet. */
    static Call of(HttpExchange exchange) {
        String path = exchange.getRequestURI().getRawPath();
        return new Call(
                exchange.getRequestMethod(),
                path == null || path.isEmpty() ? "/" : path,
                exchange.getRequestURI().getRawQuery(),
                exchange.getRequestHeaders(),
                exchange.getRemoteAddress().getAddress(),
                exchange.getLocalAddress().getAddress(),
                Collections.emptyMap());
    }

    /**
     * The same with the fields of its body.
     *
     * @throws Refused if the body is too large, or no form
     */
    Call withForm(HttpExchange exchange) throws IOException, Refused {
        byte[] body = read(exchange.getRequestBody());
        String type = headers.getFirst("Content-Type");
        if (body.length > 0 && !isForm(type)) {
            throw new Refused(415, "the body must be of the type " + FORM);
        }
        String text = new String(body, StandardCharsets.UTF_8);
        return new Call(method, rawPath, rawQuery, headers, remote, local, fields(text));
    }

    private static boolean isForm(@Nullable String type) {
        return type != null && type.trim().regionMatches(true, 0, FORM, 0, FORM.length());
    }

    private static byte[] read(InputStream in) throws IOException, Refused {
        byte[] bytes = new byte[LARGEST_BODY + 1];
        int length = 0;
        for (int n = 0; n >= 0; n = in.read(bytes, length, bytes.length - length)) {
            length += n;
            if (length > LARGEST_BODY) {
                throw new Refused(413, "the body is larger than " + LARGEST_BODY + " bytes");
            }
        }
        byte[] body = new byte[length];
        System.arraycopy(bytes, 0, body, 0, length);
        return body;
    }

    boolean isPost() {
        return method.equals("POST");
    }

    /** Whether it only asks: GET, or HEAD, which is the same without the body. */
    boolean isRead() {
        return method.equals("GET") || method.equals("HEAD");
    }

    /**
     * The parts between the slashes; none for the root.
     *
     * @throws Refused if it is not well-formed
     */
    List<String> path() throws Refused {
        List<String> parts = new ArrayList<>();
        for (String part : rawPath.substring(1).split("/", -1)) {
            // A plus is a plus there, and a space only in forms.
            parts.add(decoded(part.replace("+", "%2B")));
        }
        return parts.size() == 1 && parts.get(0).isEmpty() ? Collections.emptyList() : parts;
    }

    /** A header; null if it is missing, and also if it is there more than once. */
    @Nullable String header(String name) {
        List<String> values = headers.get(name);
        return values == null || values.size() != 1 ? null : values.get(0).trim();
    }

    boolean has(String header) {
        return headers.containsKey(header);
    }

    InetAddress remote() {
        return remote;
    }

    /** The address of this machine that it came to. */
    InetAddress local() {
        return local;
    }

    /**
     * A number of the query.
     *
     * @throws Refused if it is none
     */
    long query(String name, long otherwise) throws Refused {
        String value = fields(rawQuery == null ? "" : rawQuery).get(name);
        return value == null ? otherwise : number(name, value);
    }

    /**
     * A field of the body.
     *
     * @throws Refused if it is missing
     */
    String field(String name) throws Refused {
        String value = form.get(name);
        if (value == null || value.trim().isEmpty()) {
            throw new Refused(400, name + " must be given");
        }
        return value.trim();
    }

    /**
     * A field of the body that is a whole number, from 0 on.
     *
     * @throws Refused if it is missing, or none
     */
    int numberField(String name) throws Refused {
        return (int) Math.min(Integer.MAX_VALUE, number(name, field(name)));
    }

    /**
     * A whole number, from 0 on.
     *
     * @throws Refused if it is none
     */
    static long number(String name, String text) throws Refused {
        boolean digits = !text.isEmpty() && text.length() <= 18;
        for (int i = 0; digits && i < text.length(); i++) {
            digits = text.charAt(i) >= '0' && text.charAt(i) <= '9';
        }
        if (!digits) {
            throw new Refused(400, name + " must be a whole number");
        }
        return Long.parseLong(text);
    }

    private static Map<String, String> fields(String text) throws Refused {
        Map<String, String> fields = new LinkedHashMap<>();
        for (String field : text.split("&", -1)) {
            int equals = field.indexOf('=');
            if (equals > 0) {
                fields.put(
                        decoded(field.substring(0, equals)), decoded(field.substring(equals + 1)));
            }
        }
        return fields;
    }

    private static String decoded(String text) throws Refused {
        try {
            return URLDecoder.decode(text, "UTF-8");
        } catch (IllegalArgumentException | UnsupportedEncodingException e) {
            throw new Refused(400, "not well-formed: a % that begins no escape");
        }
    }
}
