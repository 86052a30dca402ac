package io.jdbcwarden.it.web;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicReference;
import javax.servlet.AsyncContext;
import javax.servlet.ServletException;
import javax.servlet.http.HttpServlet;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/** Does to requests what applications do to them, one way a path. */
public final class ProbeServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;
    private static final AtomicReference<@Nullable AsyncContext> WAITING = new AtomicReference<>();

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response)
            throws ServletException, IOException {
        // A request that is included keeps the path of the one it is included in.
        Object included = request.getAttribute("javax.servlet.include.servlet_path");
        String path = included == null ? request.getServletPath() : (String) included;
        switch (path) {
            case "/active" -> response.getWriter().print(Seen.active());
            case "/waiting" -> response.getWriter().print(WAITING.get() != null);
            case "/borrow" -> response.getWriter().print(Seen.borrow());
            case "/show" -> response.getWriter().print(Seen.once());
            case "/mdc" -> {
                MDC.put("userId", request.getParameter("user"));
                response.getWriter().print(Seen.once());
                MDC.remove("userId");
            }
            case "/leak" -> Seen.leak();
            case "/forward" -> request.getRequestDispatcher("/show").forward(request, response);
            case "/include" -> {
                request.getRequestDispatcher("/show").include(request, response);
                response.getWriter().print(" and " + Seen.once());
            }
            case "/fail" -> {
                Seen.leak();
                throw new ServletException("on purpose");
            }
            case "/error" ->
                    response.getWriter().print(request.getDispatcherType() + " " + Seen.once());
            case "/wait" -> {
                Seen.leak();
                AsyncContext context = request.startAsync();
                context.setTimeout(Long.parseLong(request.getParameter("timeout")));
                WAITING.set(context);
            }
            case "/task" -> {
                AsyncContext context = request.startAsync();
                context.start(() -> answer(context, response));
            }
            case "/again" -> {
                Seen.leak();
                response.getWriter().print(Seen.sessionOfThisThread());
                AsyncContext context = request.startAsync(request, response);
                context.setTimeout(0);
                WAITING.set(context);
            }
            case "/release" -> release(request.getParameter("to"));
            default -> response.getWriter().print("?");
        }
    }

    private static void answer(AsyncContext context, HttpServletResponse response) {
        try {
            Seen.leak();
            response.getWriter().print(Seen.sessionOfThisThread());
            context.complete();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** On a thread of the application, which serves no request. */
    private static void release(@Nullable String dispatchTo) {
        AsyncContext context = WAITING.getAndSet(null);
        if (context == null) {
            throw new IllegalStateException("nobody waits");
        }
        Runnable release =
                dispatchTo == null ? context::complete : () -> context.dispatch(dispatchTo);
        new Thread(release, "worker of the application").start();
    }
}
