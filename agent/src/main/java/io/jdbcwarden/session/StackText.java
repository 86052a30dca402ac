package io.jdbcwarden.session;

import org.jspecify.annotations.Nullable;

/** Stack traces for people: without the agent's own frames and the pool's. */
public final class StackText {
    private static final int MOST_FRAMES = 60;
    private static final String FRAME = "\tat ";
    private static final String[] PLUMBING = {
        "java.",
        "javax.",
        "jakarta.",
        "jdk.",
        "sun.",
        "com.sun.",
        "io.jdbcwarden.",
        "com.zaxxer.hikari.",
        "org.springframework.",
        "org.apache.",
        "org.eclipse.jetty.",
        "io.undertow.",
        "org.hibernate.",
        "org.mybatis.",
        "org.jooq.",
        "org.jboss.",
        "org.postgresql.",
        "com.mysql.",
        "org.mariadb.",
        "oracle.",
        "com.microsoft.sqlserver.",
        "$Proxy"
    };
    private static final String[] TOP = {
        "java.lang.JdbcWardenBridge", "io.jdbcwarden.", "com.zaxxer.hikari."
    };

    private StackText() {}

    /**
     * Where in the application it was, in a line: its first frame, and who called that, because the
     * first is often one method that everybody borrows by. Null for an empty stack.
     */
    public static @Nullable String site(StackTraceElement[] stack) {
        StackTraceElement first = null;
        for (StackTraceElement frame : stack) {
            if (startsWithAny(frame.getClassName(), PLUMBING)) {
                continue;
            }
            if (first != null) {
                return first + ", called from " + frame;
            }
            first = frame;
        }
        int top = firstShown(stack);
        if (first == null && top < stack.length) {
            first = stack[top];
        }
        return first == null ? null : first.toString();
    }

    /** The frames below the agent's and the pool's own, one a line, indented by a tab. */
    public static String of(StackTraceElement[] stack) {
        StringBuilder text = new StringBuilder();
        int from = firstShown(stack);
        int to = Math.min(stack.length, from + MOST_FRAMES);
        for (int i = from; i < to; i++) {
            text.append(FRAME).append(stack[i]).append('\n');
        }
        if (to < stack.length) {
            text.append("\t... ").append(stack.length - to).append(" more\n");
        }
        return text.toString();
    }

    /**
     * The same, of a text that {@link #of} has made, and of the first stack in it if there are
     * several; null if there is no stack.
     */
    public static @Nullable String site(String text) {
        String first = null;
        String top = null;
        for (String line : text.split("\n", -1)) {
            if (!line.startsWith(FRAME)) {
                if (top != null) {
                    break;
                }
                continue;
            }
            String frame = line.substring(FRAME.length());
            top = top == null ? frame : top;
            // A frame of a named module or loader: app//com.acme.Shop.buy(Shop.java:7)
            if (startsWithAny(frame.substring(frame.lastIndexOf('/') + 1), PLUMBING)) {
                continue;
            }
            if (first != null) {
                return first + ", called from " + frame;
            }
            first = frame;
        }
        return first == null ? top : first;
    }

    private static int firstShown(StackTraceElement[] stack) {
        int i = 0;
        while (i < stack.length && startsWithAny(stack[i].getClassName(), TOP)) {
            i++;
        }
        return i == stack.length ? 0 : i;
    }

    private static boolean startsWithAny(String name, String[] prefixes) {
        for (String prefix : prefixes) {
            if (name.startsWith(prefix)) {
                return true;
            }
        }
        return false;
    }
}
