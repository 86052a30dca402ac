package io.jdbcwarden.config;

import java.util.Locale;

/** A place where a tag of a request is read. Immutable. */
public final class Source {
    /** The kinds of places. */
    public enum Kind {
        /** The request header of this name. */
        HEADER,
        /** The key of this name in the MDC of the application's logging. */
        MDC,
        /** The name of the authenticated principal; has no name of its own. */
        PRINCIPAL,
        /** Made up; has no name. */
        GENERATED
    }

    private final Kind kind;
    private final String name;

    private Source(Kind kind, String name) {
        this.kind = kind;
        this.name = name;
    }

    public Kind kind() {
        return kind;
    }

    /** The header's name or the MDC's key; empty for the other kinds. */
    public String name() {
        return name;
    }

    /**
     * @param text {@code header:NAME}, {@code mdc:KEY}, {@code principal} or {@code generated}
     * @throws IllegalArgumentException if it is anything else
     */
    static Source parse(String text) {
        if (text.equalsIgnoreCase("principal")) {
            return new Source(Kind.PRINCIPAL, "");
        }
        if (text.equalsIgnoreCase("generated")) {
            return new Source(Kind.GENERATED, "");
        }
        int colon = text.indexOf(':');
        String kind = colon < 0 ? "" : text.substring(0, colon).trim().toLowerCase(Locale.ROOT);
        String name = text.substring(colon + 1).trim();
        if (!kind.equals("header") && !kind.equals("mdc")) {
            throw new IllegalArgumentException("\"" + text + "\" is no source");
        }
        if (name.isEmpty() || name.indexOf(' ') >= 0) {
            throw new IllegalArgumentException("\"" + text + "\" lacks a name without spaces");
        }
        return new Source(kind.equals("header") ? Kind.HEADER : Kind.MDC, name);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Source
                && ((Source) other).kind == kind
                && ((Source) other).name.equals(name);
    }

    @Override
    public int hashCode() {
        return 31 * kind.hashCode() + name.hashCode();
    }

    /** As it is written in the settings. */
    @Override
    public String toString() {
        String text = kind.name().toLowerCase(Locale.ROOT);
        return name.isEmpty() ? text : text + ":" + name;
    }
}
