package io.jdbcwarden.weave;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Finds the class that woven code calls for a hook. May be asked by any thread. */
public interface Gates {
    /** The gate of hook 0, and the pattern of the others. Relocated by packaging. */
    String PATTERN = "io.jdbcwarden.bridge.JdbcWardenGate000";

    /** All are called through the bridge, by their numbers. */
    Gates NONE = weaving -> null;

    /**
     * The gate of what is about to be woven.
     *
     * @return its internal name, of a class that is there and ready; null if there is none, and the
     *     bridge is to be called
     */
    @Nullable String of(Weaving weaving);

    /** The binary name of the gate of a hook. */
    static String name(int id) {
        String digits = String.valueOf(1000 + id).substring(1);
        return PATTERN.substring(0, PATTERN.length() - digits.length()) + digits;
    }

    /** The gate of a hook, made from the class file of the pattern. */
    static byte[] classFile(byte[] pattern, int id) {
        int simple = PATTERN.lastIndexOf('.') + 1;
        // A name has its length before it, which stays; and one byte for each character.
        String text = new String(pattern, StandardCharsets.ISO_8859_1);
        return text.replace(PATTERN.substring(simple), name(id).substring(simple))
                .getBytes(StandardCharsets.ISO_8859_1);
    }
}
