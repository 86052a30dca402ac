package io.jdbcwarden.hook.jdbc;

import io.jdbcwarden.weave.ClockCalls;
import io.jdbcwarden.weave.TypeShape;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The classes of one pool that are hooked, by name. Filled in by the pool's own file, then left as
 * it is.
 */
public class PoolClasses {
    private static final Logger LOG = LoggerFactory.getLogger(PoolClasses.class);

    private final String name;
    private final String marker;
    private final String packageName;
    private List<String> dataSources = Collections.emptyList();
    private List<String> closed = Collections.emptyList();
    private List<String> handles = Collections.emptyList();
    private List<String> handlers = Collections.emptyList();
    private List<String> unwraps = Collections.emptyList();
    private List<String> statements = Collections.emptyList();
    private List<String> resultSets = Collections.emptyList();
    private @Nullable String clockReader;
    private @Nullable ClockCalls clock;
    private boolean generated;
    private volatile boolean incomplete;

    /**
     * Of a pool.
     *
     * @param name of its hooks, for people: {@code hikari}
     * @param marker its package, as class files write it: {@code com/zaxxer/hikari/}
     */
    public PoolClasses(String name, String marker) {
        this.name = name;
        this.marker = marker;
        this.packageName = marker.replace('/', '.');
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

    /** Which declare the handle's {@code unwrap}, if not those of its other methods. */
    public PoolClasses unwrappedBy(String... classes) {
        unwraps = Arrays.asList(classes);
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
     * Which class reads {@link System#nanoTime} when it lends a connection, in its {@code
     * getConnection}: when it begins, and when it has one.
     */
    public PoolClasses readsClock(String reader, ClockCalls calls) {
        clockReader = reader;
        clock = calls;
        return this;
    }

    String name() {
        return name;
    }

    /** A class could not be woven. Of the pool's own one, sessions would not be seen to end. */
    void notWoven(String className) {
        boolean own =
                Stream.of(dataSources, closed, handles, handlers, unwraps, statements, resultSets)
                        .anyMatch(classes -> classes.contains(className));
        if (own && !incomplete) {
            incomplete = true;
            LOG.warn("pools of {} are not guarded: {} cannot be woven", name, className);
        }
    }

    /** Whether a class of the pool could not be woven. */
    boolean isIncomplete() {
        return incomplete;
    }

    /** Of which a class file must hold at least one to be looked at. */
    List<String> markers() {
        return Collections.singletonList(marker);
    }

    /** Whether a class that was loaded before the agent may be one of the pool's. */
    boolean mayHave(Class<?> loaded) {
        return loaded.getName().startsWith(packageName);
    }

    private String nameOf(TypeShape type) {
        return generated ? type.superName() : type.name();
    }

    /** How it reads the clock when it lends a connection; null if it does not. */
    @Nullable ClockCalls clock() {
        return clock;
    }

    boolean isClockReader(TypeShape type) {
        return type.name().equals(clockReader);
    }

    boolean isDataSource(TypeShape type) {
        return dataSources.contains(type.name());
    }

    boolean isClosing(TypeShape type) {
        return closed.contains(nameOf(type));
    }

    boolean isHandle(TypeShape type) {
        return handles.contains(nameOf(type));
    }

    boolean isUnwrapping(TypeShape type) {
        return unwraps.isEmpty() ? isHandle(type) : unwraps.contains(nameOf(type));
    }

    boolean handsOutProxies() {
        return !handlers.isEmpty();
    }

    boolean isHandler(TypeShape type) {
        return handlers.contains(type.name());
    }

    boolean isStatement(TypeShape type) {
        return statements.contains(nameOf(type));
    }

    boolean isResultSet(TypeShape type) {
        return resultSets.contains(nameOf(type));
    }
}
