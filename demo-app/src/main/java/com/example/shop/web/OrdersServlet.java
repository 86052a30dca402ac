package com.example.shop.web;

import com.example.shop.dao.OrderDao;
import com.example.shop.model.Customer;
import com.example.shop.model.Order;
import java.io.IOException;
import java.sql.SQLException;
import javax.servlet.ServletException;
import javax.servlet.http.HttpServlet;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;

public class OrdersServlet extends HttpServlet {

    private static final long serialVersionUID = 1L;

    private final transient OrderDao orders = new OrderDao();

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response)
            throws ServletException, IOException {
        Customer customer = (Customer) request.getUserPrincipal();
        try {
            Page page = new Page(response, "Orders of " + customer.getFullName());
            page.html("<table>");
            for (Order order : orders.findByCustomer(customer.getId())) {
                page.row(order.getId(), order.getPlacedAt(), order.getTotal());
            }
            page.html("</table>").end();
        } catch (SQLException e) {
            throw new ServletException(e);
        }
    }
}
