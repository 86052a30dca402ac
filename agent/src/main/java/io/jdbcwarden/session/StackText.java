package io.jdbcwarden.session;

import java.util.LinkedHashSet;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Stack traces for people: without the agent's own frames and the pool's, and frameworks folded.
 */
public final class StackText {
    private static final int MOST_FRAMES = 60;
    private static final int LEAST_FOLDED = 2;
    private static final int MOST_PACKAGES = 3;
    private static final int PACKAGE_NAMES = 3;
    private static final int LONGEST_GROUP = 80;
    private static final String CLASS_PATH = "app//";
    private static final String[] PLUMBING = {
        "java.",
        "javax.",
        "jakarta.",
        "jdk.",
        "sun.",
        "com.sun.",
        "com.mchange.",
        "org.springframework.",
        "org.apache.",
        "org.eclipse.jetty.",
        "io.undertow.",
        "org.hibernate.",
        "org.mybatis.",
        "org.jooq.",
        "io.netty.",
        "reactor.",
        "kotlin.",
        "scala.",
        "groovy.",
        "org.codehaus.groovy.",
        "org.jboss.",
        "org.postgresql.",
        "com.mysql.",
        "org.mariadb.",
        "oracle.",
        "com.microsoft.sqlserver.",
        "$Proxy"
    };

    /** What a borrow goes through before the application's code is reached: plumbing as well. */
    private static final String[] TOP = {
        "java.lang.JdbcWarden",
        "io.jdbcwarden.",
        "com.zaxxer.hikari.",
        "org.apache.commons.dbcp",
        "org.apache.tomcat.dbcp.",
        "org.apache.tomcat.jdbc.",
        "com.mchange.v2.c3p0.",
        "com.alibaba.druid.",
        "io.agroal.",
        "org.vibur.",
        "com.jolbox.",
        "oracle.ucp.",
        "org.jboss.jca."
    };

    private StackText() {}

    /**
     * Where in the application it was, in a line: its first frame, and who called that, because the
     * first is often one method that everybody borrows by. Null for an empty stack.
     */
    public static @Nullable String site(StackTraceElement[] stack) {
        StackTraceElement first = null;
        for (StackTraceElement frame : stack) {
            if (isPlumbing(frame)) {
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

    /**
     * The frames below the agent's and the pool's own, one a line, indented by a tab. Two and more
     * of frameworks, one after the other, are folded into one line, but for the first of all, which
     * tells what a thread is doing; nothing is folded where no frame is the application's.
     */
    public static String of(StackTraceElement[] stack) {
        StringBuilder text = new StringBuilder();
        int from = firstShown(stack);
        boolean folds = isAnyOfApplication(stack, from);
        int lines = 0;
        int i = from;
        while (i < stack.length && lines < MOST_FRAMES) {
            int end = folds && i > from ? endOfPlumbing(stack, i) : i;
            if (end - i >= LEAST_FOLDED) {
                text.append("\t... ").append(end - i).append(" frames of ");
                text.append(packages(stack, i, end)).append('\n');
                i = end;
            } else {
                text.append("\tat ").append(text(stack[i])).append('\n');
                i++;
            }
            lines++;
        }
        if (i < stack.length) {
            text.append("\t... ").append(stack.length - i).append(" more\n");
        }
        return text.toString();
    }

    private static boolean isAnyOfApplication(StackTraceElement[] stack, int from) {
        for (int i = from; i < stack.length; i++) {
            if (!isPlumbing(stack[i])) {
                return true;
            }
        }
        return false;
    }

    private static int endOfPlumbing(StackTraceElement[] stack, int from) {
        int i = from;
        while (i < stack.length && isPlumbing(stack[i])) {
            i++;
        }
        return i;
    }

    /** The first packages of these frames, as far as people know them: two or three names each. */
    private static String packages(StackTraceElement[] stack, int from, int to) {
        Set<String> names = new LinkedHashSet<>();
        for (int i = from; i < to; i++) {
            names.add(start(stack[i].getClassName()));
        }
        boolean more = names.size() > MOST_PACKAGES;
        return names.stream().limit(MOST_PACKAGES).collect(Collectors.joining(", "))
                + (more ? "…" : "");
    }

    private static String start(String className) {
        int end = className.lastIndexOf('.');
        int dots = 0;
        for (int i = 0; i < end; i++) {
            if (className.charAt(i) == '.' && ++dots == PACKAGE_NAMES) {
                end = i;
            }
        }
        return end < 0 ? className : className.substring(0, end);
    }

    /** Of a framework, or made by one: a proxy's class has two signs in its name. */
    private static boolean isPlumbing(StackTraceElement frame) {
        String name = frame.getClassName();
        return startsWithAny(name, TOP) || startsWithAny(name, PLUMBING) || name.contains("$$");
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
