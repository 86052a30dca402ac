package io.jdbcwarden.boot;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collection;

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
    private final byte[][][] byLast = new byte[256][0][];

    MarkerScan(Collection<String> texts) {
        int shortest = texts.isEmpty() ? 1 : Integer.MAX_VALUE;
        for (String text : texts) {
            shortest = Math.min(shortest, text.getBytes(StandardCharsets.UTF_8).length);
        }
        window = shortest;
        Arrays.fill(shifts, window);
        for (String text : texts) {
            add(text.getBytes(StandardCharsets.UTF_8));
        }
    }

    private void add(byte[] marker) {
        for (int i = 0; i < window - 1; i++) {
            int b = marker[i] & 0xff;
            shifts[b] = Math.min(shifts[b], window - 1 - i);
        }
        int last = marker[window - 1] & 0xff;
        byte[][] others = byLast[last];
        byLast[last] = Arrays.copyOf(others, others.length + 1);
        byLast[last][others.length] = marker;
    }

    /** Whether the class file holds at least one of the texts. */
    boolean finds(byte[] bytes) {
        int at = FROM;
        while (at + window <= bytes.length) {
            int last = bytes[at + window - 1] & 0xff;
            for (byte[] marker : byLast[last]) {
                if (isAt(bytes, at, marker)) {
                    return true;
                }
            }
            at += shifts[last];
        }
        return false;
    }

    private static boolean isAt(byte[] bytes, int at, byte[] marker) {
        if (at + marker.length > bytes.length) {
            return false;
        }
        for (int i = 0; i < marker.length; i++) {
            if (bytes[at + i] != marker[i]) {
                return false;
            }
        }
        return true;
    }
}
