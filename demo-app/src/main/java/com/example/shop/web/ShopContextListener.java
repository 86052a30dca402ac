package com.example.shop.web;

import java.util.EnumSet;
import javax.servlet.DispatcherType;
import javax.servlet.Filter;
import javax.servlet.Servlet;
import javax.servlet.ServletContext;
import javax.servlet.ServletContextEvent;
import javax.servlet.ServletContextListener;

/** Takes the place of a web.xml. */
public class ShopContextListener implements ServletContextListener {

    @Override
    public void contextInitialized(ServletContextEvent event) {
        ServletContext context = event.getServletContext();
        filter(context, new EncodingFilter());
        filter(context, new RequestIdFilter());
        filter(context, new LoginFilter());

        servlet(context, new HomeServlet(), "");
        servlet(context, new LoginServlet(), "/login");
        servlet(context, new ProductListServlet(), "/products");
        servlet(context, new ProductServlet(), "/product");
        servlet(context, new PricesServlet(), "/prices");
        servlet(context, new ReserveServlet(), "/cart/reserve");
        servlet(context, new CheckoutServlet(), "/checkout");
        servlet(context, new OrdersServlet(), "/orders");
        servlet(context, new InvoiceServlet(), "/invoice");
        servlet(context, new NewsletterServlet(), "/newsletter");
        servlet(context, new YearlyReportServlet(), "/reports/yearly");
    }

    @Override
    public void contextDestroyed(ServletContextEvent event) {}

    private void filter(ServletContext context, Filter filter) {
        context.addFilter(filter.getClass().getSimpleName(), filter)
                .addMappingForUrlPatterns(EnumSet.of(DispatcherType.REQUEST), true, "/*");
    }

    private void servlet(ServletContext context, Servlet servlet, String path) {
        context.addServlet(servlet.getClass().getSimpleName(), servlet).addMapping(path);
    }
}
