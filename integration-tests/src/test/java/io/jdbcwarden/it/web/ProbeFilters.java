package io.jdbcwarden.it.web;

import java.io.IOException;
import java.security.Principal;
import javax.servlet.Filter;
import javax.servlet.FilterChain;
import javax.servlet.FilterConfig;
import javax.servlet.ServletException;
import javax.servlet.ServletRequest;
import javax.servlet.ServletResponse;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletRequestWrapper;
import org.jspecify.annotations.Nullable;

/** The filters of the application. */
public final class ProbeFilters {
    private ProbeFilters() {}

    /** A login as security libraries do it: a wrapper that knows who it is. */
    public static final class Login implements Filter {
        @Override
        public void init(FilterConfig config) {}

        @Override
        public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
                throws IOException, ServletException {
            HttpServletRequest http = (HttpServletRequest) request;
            String user = http.getHeader("X-Login");
            chain.doFilter(user == null ? request : new LoggedIn(http, user), response);
        }

        @Override
        public void destroy() {}
    }

    /** Not even its class is public. */
    private static final class LoggedIn extends HttpServletRequestWrapper {
        private final String user;

        LoggedIn(HttpServletRequest request, String user) {
            super(request);
            this.user = user;
        }

        @Override
        public @Nullable Principal getUserPrincipal() {
            return () -> user;
        }
    }

    /** Cannot be woven, and borrows before anything else of the application is called. */
    public static Filter lambda() {
        return (request, response, chain) -> {
            if (request.getParameter("early") != null) {
                response.getWriter().print(Seen.once() + " before ");
            }
            chain.doFilter(request, response);
        };
    }
}
