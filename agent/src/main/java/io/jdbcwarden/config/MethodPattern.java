package io.jdbcwarden.config;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Methods that are entries of requests: {@code com.acme.Dispatcher#handle}. A {@code *} stands for
 * any characters; in the class name also for dots, so {@code com.acme.*#run} means sub-packages
 * too. Immutable.
 */
public final class MethodPattern {
    static final Type<List<MethodPattern>> LIST = new MethodsType();

    private final String text;
    private final Glob className;
    private final Glob methodName;

    private MethodPattern(String text, Glob className, Glob methodName) {
        this.text = text;
        this.className = className;
        this.methodName = methodName;
    }

    /**
     * @param text {@code class#method}
     * @throws IllegalArgumentException if it is anything else
     */
    static MethodPattern parse(String text) {
        int hash = text.indexOf('#');
        String type = hash < 0 ? text : text.substring(0, hash).trim();
        String method = text.substring(hash + 1).trim();
        if (hash < 0 || !isName(type, true) || !isName(method, false)) {
            throw new IllegalArgumentException("\"" + text + "\" is not class#method");
        }
        if (type.replace("*", "").replace(".", "").isEmpty()) {
            throw new IllegalArgumentException("\"" + text + "\" would mean every class");
        }
        return new MethodPattern(text, new Glob(type), new Glob(method));
    }

    private static boolean isName(String name, boolean dots) {
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (!Character.isJavaIdentifierPart(c) && c != '*' && !(dots && c == '.')) {
                return false;
            }
        }
        return !name.isEmpty();
    }

    /**
     * Whether this method is meant.
     *
     * @param type binary name of the class: {@code com.acme.Outer$Inner}
     */
    public boolean matches(String type, String method) {
        return matchesClass(type) && matchesMethod(method);
    }

    /**
     * Whether methods of this class can be meant.
     *
     * @param type binary name of the class: {@code com.acme.Outer$Inner}
     */
    public boolean matchesClass(String type) {
        return className.matches(type);
    }

    public boolean matchesMethod(String method) {
        return methodName.matches(method);
    }

    /**
     * What each matching class file must hold: the longest part of the class's name that has no
     * wildcard, as class files write it.
     */
    public String marker() {
        String longest = "";
        for (String part : text.substring(0, text.indexOf('#')).trim().split("\\*", -1)) {
            if (part.length() > longest.length()) {
                longest = part;
            }
        }
        return longest.replace('.', '/');
    }

    /** As it is written in the settings. */
    public String text() {
        return text;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof MethodPattern && ((MethodPattern) other).text.equals(text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    @Override
    public String toString() {
        return text;
    }

    private static final class MethodsType extends Type<List<MethodPattern>> {
        @Override
        List<MethodPattern> parse(String text) {
            List<MethodPattern> patterns = new ArrayList<>();
            for (String part : Lists.parts(text)) {
                patterns.add(MethodPattern.parse(part));
            }
            return Collections.unmodifiableList(patterns);
        }

        @Override
        String accepted() {
            return "class#method, separated by commas; * stands for anything, dots too:"
                    + " com.acme.Dispatcher#handle,com.acme.jobs.*#run";
        }
    }
}
