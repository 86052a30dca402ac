package io.jdbcwarden.boot;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/**
 * Looks for any of some texts in a class file, in one pass over it: Horspool's search, for several
 * texts at once. Every class that the application loads goes through here, and a pass for each text
 * would cost more with each hook.
 */
final class MarkerScan {
    /** Where the constant pool begins. */
    private static final int FROM = 10;

    private final int window;
    private final int[] shifts = new int[256];
    private final Text[][] byLast = new Text[256][0];

    MarkerScan(Collection<String> texts) {
        int shortest = texts.isEmpty() ? 1 : Integer.MAX_VALUE;
        for (String text : texts) {
            shortest = Math.min(shortest, text.getBytes(StandardCharsets.UTF_8).length);
        }
        window = shortest;
        Arrays.fill(shifts, window);
        int index = 0;
        for (String text : texts) {
            add(new Text(index++, text.getBytes(StandardCharsets.UTF_8)));
        }
    }

    private void add(Text text) {
        for (int i = 0; i < window - 1; i++) {
            int b = text.bytes[i] & 0xff;
            shifts[b] = Math.min(shifts[b], window - 1 - i);
        }
        int last = text.bytes[window - 1] & 0xff;
        Text[] others = byLast[last];
        byLast[last] = Arrays.copyOf(others, others.length + 1);
        byLast[last][others.length] = text;
    }

    /** Whether the class file holds at least one of the texts. */
    boolean finds(byte[] bytes) {
        return next(bytes, FROM, null) < bytes.length;
    }

    /** Which of the texts the class file holds, in the order they were given; null for none. */
    @Nullable BitSet all(byte[] bytes) {
        int at = next(bytes, FROM, null);
        if (at >= bytes.length) {
            return null;
        }
        BitSet found = new BitSet();
        while (at < bytes.length) {
            at = next(bytes, at, found) + 1;
        }
        return found;
    }

    /**
     * Where the next of the texts begins, at {@code from} or behind it; the length if none does.
     *
     * @param found gets all that begin there; null if that is not asked
     */
    private int next(byte[] bytes, int from, @Nullable BitSet found) {
        int at = from;
        while (at + window <= bytes.length) {
            int last = bytes[at + window - 1] & 0xff;
            boolean here = false;
            for (Text text : byLast[last]) {
                if (text.isAt(bytes, at)) {
                    here = true;
                    if (found != null) {
                        found.set(text.index);
                    }
                }
            }
            if (here) {
                return at;
            }
            at += shifts[last];
        }
        return bytes.length;
    }

    private static final class Text {
        final int index;
        final byte[] bytes;

        Text(int index, byte[] bytes) {
            this.index = index;
            this.bytes = bytes;
        }

        boolean isAt(byte[] in, int at) {
            if (at + bytes.length > in.length) {
                return false;
            }
            for (int i = 0; i < bytes.length; i++) {
                if (in[at + i] != bytes[i]) {
                    return false;
                }
            }
            return true;
        }
    }
}
