package io.jdbcwarden.hook.boundary;

import java.io.IOException;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import javax.servlet.AsyncContext;
import javax.servlet.AsyncEvent;
import javax.servlet.AsyncListener;
import javax.servlet.DispatcherType;
import javax.servlet.http.HttpServletRequest;

/** A container's request object, as far as the hooks look at it. */
final class FakeRequest {
    private final List<AsyncListener> listeners = new ArrayList<>();
    private DispatcherType dispatcherType = DispatcherType.REQUEST;
    private boolean asyncStarted;

    final HttpServletRequest object =
            stub(
                    HttpServletRequest.class,
                    (self, method, arguments) ->
                            switch (method.getName()) {
                                case "getDispatcherType" -> dispatcherType;
                                case "isAsyncStarted" -> asyncStarted;
                                case "getMethod" -> "GET";
                                case "getRequestURI" -> "/orders/1";
                                default -> null;
                            });

    final AsyncContext context =
            stub(
                    AsyncContext.class,
                    (self, method, arguments) -> {
                        if (method.getName().equals("addListener")) {
                            listeners.add((AsyncListener) arguments[0]);
                        }
                        return null;
                    });

    FakeRequest dispatched(DispatcherType type) {
        dispatcherType = type;
        return this;
    }

    /** What a container does inside of {@code startAsync}. */
    void start() throws IOException {
        asyncStarted = true;
        List<AsyncListener> told = new ArrayList<>(listeners);
        listeners.clear();
        for (AsyncListener listener : told) {
            listener.onStartAsync(new AsyncEvent(context));
        }
    }

    void complete() throws IOException {
        asyncStarted = false;
        for (AsyncListener listener : new ArrayList<>(listeners)) {
            listener.onComplete(new AsyncEvent(context));
        }
    }

    void timeOut() throws IOException {
        for (AsyncListener listener : new ArrayList<>(listeners)) {
            listener.onTimeout(new AsyncEvent(context));
        }
    }

    /** The container uses the object for another request. */
    void recycle() {
        asyncStarted = false;
        listeners.clear();
        dispatcherType = DispatcherType.REQUEST;
    }

    int listeners() {
        return listeners.size();
    }

    private static <T> T stub(Class<T> type, InvocationHandler handler) {
        return type.cast(
                Proxy.newProxyInstance(
                        FakeRequest.class.getClassLoader(), new Class<?>[] {type}, handler));
    }
}
