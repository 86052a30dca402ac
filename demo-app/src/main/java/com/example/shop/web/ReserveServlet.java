package com.example.shop.web;

import com.example.shop.dao.ReservationDao;
import com.example.shop.model.Customer;
import java.io.IOException;
import java.sql.SQLException;
import javax.servlet.ServletException;
import javax.servlet.http.HttpServlet;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;

public class ReserveServlet extends HttpServlet {

    private static final long serialVersionUID = 1L;

    private final transient ReservationDao reservations = new ReservationDao();

    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response)
            throws ServletException, IOException {
        Customer customer = (Customer) request.getUserPrincipal();
        try {
            int id =
                    reservations.reserve(
                            customer.getId(),
                            Integer.parseInt(request.getParameter("product")),
                            Integer.parseInt(request.getParameter("quantity")),
                            request.getParameter("giftNote"));
            new Page(response, "Thank you")
                    .paragraph("Your reservation number is " + id + ".")
                    .end();
        } catch (SQLException e) {
            throw new ServletException(e);
        }
    }
}
