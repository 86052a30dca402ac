package io.jdbcwarden.session;

import org.jspecify.annotations.Nullable;

/** Stack traces for people: without the agent's own frames and the pool's. */
public final class StackText {
    private static final int MOST_FRAMES = 60;
    private static final int LONGEST_GROUP = 80;
    private static final String CLASS_PATH = "app//";
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
                return text(first) + ", called from " + text(frame);
            }
            first = frame;
        }
        int top = firstShown(stack);
        if (first == null && top < stack.length) {
            first = stack[top];
        }
        return first == null ? null : text(first);
    }

    /**
     * Of another thread's stack the frames name the class path's loader, of one's own they do not.
     */
    private static String text(StackTraceElement frame) {
        String text = frame.toString();
        return text.startsWith(CLASS_PATH) ? text.substring(CLASS_PATH.length()) : text;
    }

    /** The frames below the agent's and the pool's own, one a line, indented by a tab. */
    public static String of(StackTraceElement[] stack) {
        StringBuilder text = new StringBuilder();
        int from = firstShown(stack);
        int to = Math.min(stack.length, from + MOST_FRAMES);
        for (int i = from; i < to; i++) {
            text.append("\tat ").append(stack[i]).append('\n');
        }
        if (to < stack.length) {
            text.append("\t... ").append(stack.length - to).append(" more\n");
        }
        return text.toString();
    }

    /** A thread's name with its digits made one: the same for all threads of an executor. */
    public static String threadGroup(String name) {
        StringBuilder group = new StringBuilder();
        for (int i = 0; i < name.length() && group.length() < LONGEST_GROUP; i++) {
            char c = name.charAt(i);
            if (c < '0' || c > '9') {
                group.append(c < ' ' ? ' ' : c);
            } else if (group.length() == 0 || group.charAt(group.length() - 1) != '*') {
                group.append('*');
            }
        }
        return group.length() == 0 ? "threads without a name" : "thread " + group;
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
