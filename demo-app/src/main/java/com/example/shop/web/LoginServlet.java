package com.example.shop.web;

import com.example.shop.dao.CustomerDao;
import com.example.shop.model.Customer;
import java.io.IOException;
import java.sql.SQLException;
import javax.servlet.ServletException;
import javax.servlet.http.HttpServlet;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;

public class LoginServlet extends HttpServlet {

    private static final long serialVersionUID = 1L;

    private final transient CustomerDao customers = new CustomerDao();

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        new Page(response, "Log in")
                .html("<form method=\"post\" action=\"/login\">")
                .html(
                        "Name <input name=\"login\"> Password <input type=\"password\""
                                + " name=\"password\">")
                .html("<input type=\"submit\" value=\"Log in\"></form>")
                .end();
    }

    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response)
            throws ServletException, IOException {
        Customer customer;
        try {
            customer =
                    customers.authenticate(
                            request.getParameter("login"), request.getParameter("password"));
        } catch (SQLException e) {
            throw new ServletException("Login failed", e);
        }
        if (customer == null) {
            response.setStatus(HttpServletResponse.SC_FORBIDDEN);
            new Page(response, "Log in").paragraph("Wrong name or password").end();
            return;
        }
        request.getSession(true).setAttribute(LoginFilter.CUSTOMER, customer);
        response.sendRedirect("/");
    }
}
