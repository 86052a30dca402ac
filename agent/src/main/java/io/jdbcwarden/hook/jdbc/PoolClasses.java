package io.jdbcwarden.hook.jdbc;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/**
 * The classes of one pool that are hooked, by name. Filled in by the pool's own file, then left as
 * it is.
 */
public final class PoolClasses {
    private final String name;
    private final String marker;
    private List<String> dataSources = Collections.emptyList();
    private List<String> closed = Collections.emptyList();
    private List<String> handles = Collections.emptyList();
    private List<String> internals = Collections.emptyList();
    private List<String> handlers = Collections.emptyList();
    private List<String> unwraps = Collections.emptyList();
    private List<String> statements = Collections.emptyList();
    private List<String> resultSets = Collections.emptyList();
    private boolean generated;

    /**
     * Of a pool.
     *
     * @param name of its hooks, for people: {@code hikari}
     * @param marker its package, as class files write it: {@code com/zaxxer/hikari/}
     */
    public PoolClasses(String name, String marker) {
        this.name = name;
        this.marker = marker;
    }

    /** Which declare {@code getConnection}. */
    public PoolClasses dataSources(String... classes) {
        dataSources = Arrays.asList(classes);
        return this;
    }

    /** Which declare the handle's own {@code close}. */
    public PoolClasses closedBy(String... classes) {
        closed = Arrays.asList(classes);
        return this;
    }

    /** Which declare the handle's other methods. */
    public PoolClasses handles(String... classes) {
        handles = Arrays.asList(classes);
        return this;
    }

    /** What the handle's classes declare for the pool's own use. */
    public PoolClasses internals(String... methods) {
        internals = Arrays.asList(methods);
        return this;
    }

    /** Which declare the handle's {@code unwrap}, if not those of its other methods. */
    public PoolClasses unwrappedBy(String... classes) {
        unwraps = Arrays.asList(classes);
        return this;
    }

    /** Which are the invocation handlers of proxies, instead of all but the data sources. */
    public PoolClasses handlers(String... classes) {
        handlers = Arrays.asList(classes);
        return this;
    }

    /** Which declare what executes statements. */
    public PoolClasses statements(String... classes) {
        statements = Arrays.asList(classes);
        return this;
    }

    /** Which declare {@code next}. */
    public PoolClasses resultSets(String... classes) {
        resultSets = Arrays.asList(classes);
        return this;
    }

    /**
     * That all but the data sources are what the pool generates from the classes named, by direct
     * extension: their own names are its own affair.
     */
    public PoolClasses generated() {
        generated = true;
        return this;
    }

    String name() {
        return name;
    }

    String marker() {
        return marker;
    }

    List<String> dataSources() {
        return dataSources;
    }

    List<String> closedBy() {
        return closed;
    }

    List<String> handles() {
        return handles;
    }

    List<String> internals() {
        return internals;
    }

    List<String> unwrappedBy() {
        return unwraps.isEmpty() ? handles : unwraps;
    }

    List<String> handlers() {
        return handlers;
    }

    List<String> statements() {
        return statements;
    }

    List<String> resultSets() {
        return resultSets;
    }

    boolean isGenerated() {
        return generated;
    }
}
