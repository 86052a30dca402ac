package com.example.shop.web;

import com.example.shop.dao.PriceList;
import com.example.shop.model.Product;
import java.io.IOException;
import java.sql.SQLException;
import java.util.List;
import javax.servlet.ServletException;
import javax.servlet.http.HttpServlet;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;

/** The price list of the customer who is logged in. */
public class PricesServlet extends HttpServlet {

    private static final long serialVersionUID = 1L;

    private static final int LENGTH = 24;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response)
            throws ServletException, IOException {
        String login = request.getUserPrincipal().getName();
        try {
            List<Product> prices = PriceList.pricesFor(login, LENGTH);
            Page page = new Page(response, "Prices for " + PriceList.customerName());
            page.html("<table>");
            for (Product product : prices) {
                page.row(product.getId(), product.getName(), product.getPrice());
            }
            page.html("</table>").end();
        } catch (SQLException e) {
            throw new ServletException(e);
        }
    }
}
