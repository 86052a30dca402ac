package io.jdbcwarden.it.web;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.Servlet;
import java.util.EnumSet;
import org.eclipse.jetty.ee10.servlet.ErrorPageErrorHandler;
import org.eclipse.jetty.ee10.servlet.FilterHolder;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;

/** The application on Jetty; its classes are those made for jakarta. */
final class JettyMain {
    private static final String APPLICATION = "io.jdbcwarden.it.web.";

    private JettyMain() {}

    public static void main(String[] arguments) throws Exception {
        Server server = new Server(0);
        ServletContextHandler context = new ServletContextHandler("/");
        Class<?> filters = Class.forName(APPLICATION + "ProbeFilters");
        add(context, (Filter) filters.getMethod("lambda").invoke(null));
        add(context, (Filter) create("ProbeFilters$Login"));
        ServletHolder servlet = new ServletHolder((Servlet) create("ProbeServlet"));
        servlet.setAsyncSupported(true);
        context.addServlet(servlet, "/");
        ErrorPageErrorHandler pages = new ErrorPageErrorHandler();
        pages.addErrorPage(500, "/error");
        context.setErrorHandler(pages);
        server.setHandler(context);
        server.start();
        System.out.println("port " + ((ServerConnector) server.getConnectors()[0]).getLocalPort());
        server.join();
    }

    private static Object create(String name) throws ReflectiveOperationException {
        return Class.forName(APPLICATION + name).getConstructor().newInstance();
    }

    private static void add(ServletContextHandler context, Filter filter) {
        FilterHolder holder = new FilterHolder(filter);
        holder.setAsyncSupported(true);
        context.addFilter(holder, "/*", EnumSet.of(DispatcherType.REQUEST));
    }
}
