package io.jdbcwarden.bridge;

import java.lang.reflect.Method;
import org.jspecify.annotations.Nullable;

/**
 * What one hook does around a method's body. In {@code java.lang}, as {@link JdbcWardenBridge} is,
 * so that a gate can hold one.
 *
 * <p>Called on threads of the application, any number at once. Whatever is thrown is caught by the
 * bridge and counted; a hook that keeps failing is switched off.
 */
public abstract class JdbcWardenHook {
    /** For the agent's hooks. */
    protected JdbcWardenHook() {}

    /**
     * Before the method's body.
     *
     * @param argument the argument the advice passes, or null
     * @return null to go on unobserved; {@link JdbcWardenBridge#SKIP} to skip the body, if the
     *     advice can; a throwable to refuse the call with; else a token for {@link #exit}
     */
    public abstract @Nullable Object enter(Object self, @Nullable Object argument) throws Throwable;

    /**
     * Before the body of an invocation handler: {@link #enter}, with the advice for those.
     *
     * @param arguments of the call, or null if it has none
     */
    public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] arguments)
            throws Throwable {
        return null;
    }

    /**
     * After the method's body, if {@link #enter} returned a token.
     *
     * @param result what it returned, if the advice passes it
     * @param thrown what it threw
     */
    public void exit(Object self, Object token, @Nullable Object result, @Nullable Throwable thrown)
            throws Throwable {}

    /**
     * {@link #exit} of a method that returned an {@code int} or a {@code long}, if the advice
     * passes results.
     *
     * @param result what it returned
     */
    public void exitWith(Object self, Object token, long result) throws Throwable {
        exit(self, token, null, null);
    }

    /**
     * Within the method's body, or when it throws: it has read its clock.
     *
     * @param first what it read first; 0 if it did not
     * @param second what it read then; 0 if it did not, or that does not hold any more
     */
    public void told(long first, long second) throws Throwable {}
}
