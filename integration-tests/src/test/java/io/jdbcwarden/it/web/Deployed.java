package io.jdbcwarden.it.web;

import java.io.IOException;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import javax.servlet.AsyncContext;
import javax.servlet.DispatcherType;
import javax.servlet.ServletException;
import javax.servlet.ServletRequest;
import javax.servlet.ServletResponse;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletRequestWrapper;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/** The life of a web application in a container that serves it badly, up to its undeployment. */
public final class Deployed implements Runnable {
    private int requests;

    @Override
    public void run() {
        MDC.put("userId", "anna");
        serve(request -> Seen.borrow());
        serve(request -> Seen.leak());
        // Its completion never comes.
        serve(
                request -> {
                    Seen.leak();
                    request.startAsync();
                });
        MDC.clear();
        Seen.POOL.close();
        if (requests != 3) {
            throw new IllegalStateException("only " + requests + " requests were served");
        }
    }

    private void serve(Work work) {
        ServletRequest request = new Wrapper(request());
        try {
            new ProbeFilters.Login()
                    .doFilter(
                            request,
                            stub(ServletResponse.class),
                            (in, out) -> {
                                requests++;
                                new ProbeFilters.Login()
                                        .doFilter(in, out, (inner, answer) -> work.on(inner));
                            });
        } catch (IOException | ServletException e) {
            throw new IllegalStateException(e);
        }
    }

    private interface Work {
        void on(ServletRequest request);
    }

    private static HttpServletRequest request() {
        return stub(
                HttpServletRequest.class,
                (self, method, arguments) ->
                        switch (method.getName()) {
                            case "getDispatcherType" -> DispatcherType.REQUEST;
                            case "getMethod" -> "GET";
                            case "getRequestURI" -> "/deployed";
                            case "getHeader" -> "X-Login".equals(arguments[0]) ? "anna" : null;
                            case "startAsync" -> stub(AsyncContext.class);
                            default -> method.getReturnType() == boolean.class ? false : null;
                        });
    }

    private static <T> T stub(Class<T> type) {
        return stub(type, (self, method, arguments) -> null);
    }

    private static <T> T stub(Class<T> type, InvocationHandler handler) {
        return type.cast(
                Proxy.newProxyInstance(
                        Deployed.class.getClassLoader(), new Class<?>[] {type}, handler));
    }

    private static final class Wrapper extends HttpServletRequestWrapper {
        Wrapper(HttpServletRequest request) {
            super(request);
        }

        @Override
        public @Nullable String getHeader(String name) {
            return super.getHeader(name);
        }
    }
}
