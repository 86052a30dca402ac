package com.example.shop.web;

import com.example.shop.dao.ProductDao;
import com.example.shop.model.Product;
import java.io.IOException;
import java.sql.SQLException;
import javax.servlet.ServletException;
import javax.servlet.http.HttpServlet;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;

public class ProductListServlet extends HttpServlet {

    private static final long serialVersionUID = 1L;

    private final transient ProductDao products = new ProductDao();

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response)
            throws ServletException, IOException {
        try {
            Page page = new Page(response, "Products");
            page.html("<table>");
            for (Product product : products.findAll(100)) {
                page.row(product.getId(), product.getName(), product.getPrice());
            }
            page.html("</table>").end();
        } catch (SQLException e) {
            throw new ServletException(e);
        }
    }
}
