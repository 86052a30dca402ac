package com.example.shop.web;

import com.example.shop.dao.OrderDao;
import com.example.shop.model.Order;
import com.example.shop.model.OrderLine;
import java.io.IOException;
import java.sql.SQLException;
import javax.servlet.ServletException;
import javax.servlet.http.HttpServlet;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;

public class InvoiceServlet extends HttpServlet {

    private static final long serialVersionUID = 1L;

    private final transient OrderDao orders = new OrderDao();

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response)
            throws ServletException, IOException {
        try {
            Order order = orders.findWithLines(Integer.parseInt(request.getParameter("order")));
            if (order == null) {
                response.sendError(HttpServletResponse.SC_NOT_FOUND, "No such order");
                return;
            }
            Page page = new Page(response, "Invoice " + order.getId());
            page.html("<table>");
            for (OrderLine line : order.getLines()) {
                page.row(line.getQuantity(), line.getProductName(), line.getPrice());
            }
            page.html("</table>").paragraph("Total: " + order.getTotal()).end();
        } catch (SQLException e) {
            throw new ServletException(e);
        }
    }
}
