package io.jdbcwarden.hook;

import io.jdbcwarden.bridge.JdbcWardenHook;
import io.jdbcwarden.weave.Weaving;
import java.util.Collections;
import java.util.List;

/**
 * One woven thing: which classes and methods it is woven into, and what happens there.
 *
 * <p>A hook never asks a class loader of the application for anything: {@link #markers} are looked
 * for in the raw class file, and whether a class matches is decided by that file alone.
 */
public abstract class Hook extends JdbcWardenHook implements Weaving {
    private final String name;
    private int id = -1;

    /**
     * A hook of this name.
     *
     * @param name for people: what {@code Warden.Instrumented} and error messages show
     */
    protected Hook(String name) {
        this.name = name;
    }

    @Override
    public final String name() {
        return name;
    }

    @Override
    public final int id() {
        return id;
    }

    final void id(int assigned) {
        this.id = assigned;
    }

    /**
     * Texts of which a class file must hold at least one to be looked at: internal names such as
     * {@code javax/servlet/}. Long and rare is good.
     */
    public abstract List<String> markers();

    /** Names of classes that may have been loaded before the agent: they are woven again. */
    public boolean matchesLoaded(Class<?> loaded) {
        return false;
    }

    /** Told of each class that {@link #matchesLoaded}, once, before it is woven again. */
    public void loadedBefore(Class<?> loaded) {}

    /**
     * A class that may be meant could not be woven, and stayed as it was.
     *
     * @param className as class files write it
     */
    public void notWoven(String className) {}

    /** Whether it is woven into classes of the boot loader, which are else never looked at. */
    public List<String> bootClasses() {
        return Collections.emptyList();
    }
}
