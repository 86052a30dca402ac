package com.example.shop.web;

import com.example.shop.dao.ProductDao;
import com.example.shop.model.Product;
import java.io.IOException;
import java.sql.SQLException;
import javax.servlet.ServletException;
import javax.servlet.http.HttpServlet;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;

public class ProductServlet extends HttpServlet {

    private static final long serialVersionUID = 1L;

    private final transient ProductDao products = new ProductDao();

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response)
            throws ServletException, IOException {
        try {
            Product product = products.find(Integer.parseInt(request.getParameter("id")));
            if (product == null) {
                response.sendError(HttpServletResponse.SC_NOT_FOUND, "No such product");
                return;
            }
            new Page(response, product.getName())
                    .paragraph("Price: " + product.getPrice())
                    .paragraph("In stock: " + product.getStock())
                    .end();
        } catch (SQLException e) {
            throw new ServletException(e);
        }
    }
}
