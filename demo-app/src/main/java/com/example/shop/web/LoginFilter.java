package com.example.shop.web;

import com.example.shop.dao.CustomerDao;
import com.example.shop.model.Customer;
import java.io.IOException;
import java.nio.charset.Charset;
import java.security.Principal;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashSet;
import java.util.Set;
import javax.servlet.Filter;
import javax.servlet.FilterChain;
import javax.servlet.FilterConfig;
import javax.servlet.ServletException;
import javax.servlet.ServletRequest;
import javax.servlet.ServletResponse;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletRequestWrapper;
import javax.servlet.http.HttpServletResponse;
import javax.servlet.http.HttpSession;
import org.slf4j.MDC;

/** Knows who is logged in, from the HTTP session or from basic authentication. */
public class LoginFilter implements Filter {

    static final String CUSTOMER = "customer";

    private static final Set<String> MEMBERS_ONLY =
            new HashSet<String>(
                    Arrays.asList("/prices", "/cart/reserve", "/checkout", "/orders", "/invoice"));

    private final CustomerDao customers = new CustomerDao();

    @Override
    public void init(FilterConfig config) {}

    @Override
    public void doFilter(ServletRequest req, ServletResponse res, FilterChain chain)
            throws IOException, ServletException {
        HttpServletRequest request = (HttpServletRequest) req;
        final Customer customer = customerOf(request);
        if (customer == null) {
            if (MEMBERS_ONLY.contains(request.getServletPath())) {
                ((HttpServletResponse) res).sendRedirect("/login");
            } else {
                chain.doFilter(req, res);
            }
            return;
        }
        MDC.put("user", customer.getName());
        try {
            chain.doFilter(
                    new HttpServletRequestWrapper(request) {
                        @Override
                        public Principal getUserPrincipal() {
                            return customer;
                        }

                        @Override
                        public String getRemoteUser() {
                            return customer.getName();
                        }
                    },
                    res);
        } finally {
            MDC.remove("user");
        }
    }

    @Override
    public void destroy() {}

    private Customer customerOf(HttpServletRequest request) throws ServletException {
        HttpSession session = request.getSession(false);
        if (session != null && session.getAttribute(CUSTOMER) != null) {
            return (Customer) session.getAttribute(CUSTOMER);
        }
        String header = request.getHeader("Authorization");
        if (header == null || !header.startsWith("Basic ")) {
            return null;
        }
        byte[] decoded = Base64.getDecoder().decode(header.substring("Basic ".length()).trim());
        String credentials = new String(decoded, Charset.forName("UTF-8"));
        int colon = credentials.indexOf(':');
        if (colon < 0) {
            return null;
        }
        try {
            return customers.authenticate(
                    credentials.substring(0, colon), credentials.substring(colon + 1));
        } catch (SQLException e) {
            throw new ServletException("Login failed", e);
        }
    }
}
