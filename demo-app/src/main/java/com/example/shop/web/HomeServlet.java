package com.example.shop.web;

import com.example.shop.dao.ProductDao;
import com.example.shop.model.Product;
import java.io.IOException;
import java.sql.SQLException;
import javax.servlet.ServletException;
import javax.servlet.http.HttpServlet;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;

public class HomeServlet extends HttpServlet {

    private static final long serialVersionUID = 1L;

    private final transient ProductDao products = new ProductDao();

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response)
            throws ServletException, IOException {
        try {
            Page page = new Page(response, "Welcome to the Tea Shop");
            page.html("<ul>");
            for (Product product : products.findAll(3)) {
                page.html("<li>" + Page.escape(product.getName()) + "</li>");
            }
            page.html("</ul>").end();
        } catch (SQLException e) {
            throw new ServletException(e);
        }
    }
}
