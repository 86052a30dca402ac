package io.jdbcwarden.hook.boundary;

import io.jdbcwarden.session.Scope;
import java.lang.invoke.MethodHandle;
import java.lang.ref.WeakReference;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * The asynchronous work of one request, from the first {@code startAsync} until its completion,
 * with all dispatches in between: one part of its scope. It is the container's {@code
 * AsyncListener}, by a proxy of the application's own interface.
 *
 * <p>Holds the request weakly, and nothing else of the application.
 */
final class AsyncPart implements InvocationHandler {
    /** How long a container may take to complete what has timed out, failed or been dispatched. */
    static final long PATIENCE_NANOS = 30_000_000_000L;

    private final AsyncParts all;
    private final Scope scope;
    private final WeakReference<Object> root;
    private final AtomicBoolean ended = new AtomicBoolean();
    private volatile int starts;
    private volatile long endBy;
    private volatile boolean listening;

    AsyncPart(AsyncParts all, Scope scope, Object root) {
        this.all = all;
        this.scope = scope;
        this.root = new WeakReference<>(root);
    }

    Scope scope() {
        return scope;
    }

    /** How often asynchronous work was started. */
    int starts() {
        return starts;
    }

    /** {@code startAsync} has returned this context. */
    @SuppressWarnings("NonAtomicVolatileUpdate") // one thread at a time may start
    void started(Object context) throws Throwable {
        starts++;
        endBy = 0;
        if (!listening) {
            listen(context, null);
        }
        listening = false;
    }

    /** A container clears the listeners when asynchronous work is started again. */
    private void listen(Object context, @Nullable Object proxy) throws Throwable {
        AsyncAccess access = AsyncAccess.of(context.getClass());
        Object listener = proxy;
        if (listener == null) {
            Class<?> type = access.listenerType();
            listener = Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, this);
        }
        access.addListener(context, listener);
        listening = true;
    }

    /** A dispatch has returned; if it started nothing anew, the container must complete now. */
    void dispatched(int startsBefore) {
        if (starts == startsBefore) {
            expectEnd();
        }
    }

    private void expectEnd() {
        if (endBy == 0) {
            long at = all.now() + PATIENCE_NANOS;
            endBy = at == 0 ? 1 : at;
        }
    }

    void endIfForgotten(long now) {
        long by = endBy;
        if (by != 0 && now - by > 0) {
            abandon();
        }
    }

    /** The asynchronous work is over; the first call counts. */
    void end() {
        if (ended.compareAndSet(false, true)) {
            all.ended(this, root.get());
        }
    }

    /** The asynchronous work was over long ago, and the container has not said so. */
    void abandon() {
        if (ended.compareAndSet(false, true)) {
            all.abandoned(this, root.get());
        }
    }

    @Override
    public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] arguments) {
        switch (method.getName()) {
            case "equals":
                return arguments != null && arguments[0] == proxy;
            case "hashCode":
                return System.identityHashCode(this);
            case "toString":
                return "JDBC Warden's listener";
            default:
                try {
                    told(method.getName(), proxy, arguments == null ? null : arguments[0]);
                } catch (Throwable t) {
                    all.failed(t);
                }
                return null;
        }
    }

    private void told(String what, Object proxy, @Nullable Object event) throws Throwable {
        switch (what) {
            case "onComplete":
                end();
                break;
            case "onStartAsync":
                MethodHandle contextOf = event == null ? null : AsyncAccess.contextOf(event);
                if (contextOf != null && event != null) {
                    listen((Object) contextOf.invokeExact(event), proxy);
                }
                break;
            default:
                // onTimeout, onError: the container completes next, or the application does.
                expectEnd();
        }
    }
}
