package com.example.shop.web;

import com.example.shop.model.Customer;
import com.example.shop.service.CheckoutException;
import com.example.shop.service.CheckoutService;
import java.io.IOException;
import java.sql.SQLException;
import javax.servlet.ServletException;
import javax.servlet.http.HttpServlet;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;

public class CheckoutServlet extends HttpServlet {

    private static final long serialVersionUID = 1L;

    private final transient CheckoutService checkout = new CheckoutService();

    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response)
            throws ServletException, IOException {
        try {
            int orderId =
                    checkout.placeOrder(
                            (Customer) request.getUserPrincipal(),
                            Integer.parseInt(request.getParameter("product")),
                            Integer.parseInt(request.getParameter("quantity")),
                            request.getParameter("coupon"));
            new Page(response, "Thank you")
                    .paragraph("Your order number is " + orderId + ".")
                    .end();
        } catch (CheckoutException e) {
            response.setStatus(HttpServletResponse.SC_CONFLICT);
            new Page(response, "Your order").paragraph(e.getMessage()).end();
        } catch (SQLException e) {
            throw new ServletException(e);
        }
    }
}
