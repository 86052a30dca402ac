package io.jdbcwarden.console;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The page and what belongs to it: files beside this class in the jar, never any other. */
final class PageFiles {
    private static final Map<String, String> TYPES = new HashMap<>();

    static {
        TYPES.put("console.html", "text/html; charset=utf-8");
        TYPES.put("console.css", "text/css; charset=utf-8");
        TYPES.put("icon.svg", "image/svg+xml");
        String[] scripts = {
            "console",
            "actions",
            "dom",
            "format",
            "gauge",
            "incidents",
            "load-test",
            "pools",
            "sessions",
            "statements",
            "table"
        };
        for (String script : scripts) {
            TYPES.put(script + ".js", "text/javascript; charset=utf-8");
        }
    }

    Answer page() {
        return file("console.html");
    }

    /** The file of this name; null if there is none. */
    @Nullable Answer named(String name) {
        return TYPES.containsKey(name) ? file(name) : null;
    }

    private static Answer file(String name) {
        try (InputStream in = PageFiles.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IOException("the jar is without " + name);
            }
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            byte[] buffer = new byte[8192];
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                bytes.write(buffer, 0, n);
            }
            return Answer.of(200, String.valueOf(TYPES.get(name)), bytes.toByteArray());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
