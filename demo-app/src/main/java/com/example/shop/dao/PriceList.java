package com.example.shop.dao;

import com.example.shop.Database;
import com.example.shop.model.Product;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * What a customer pays, discount included. Asked for so often that it keeps its connection instead
 * of getting one from the pool each time.
 */
public final class PriceList {

    private static Connection connection;

    private PriceList() {}

    public static List<Product> pricesFor(String login, int limit) throws SQLException {
        selectCustomer(login);
        List<Product> prices = new ArrayList<Product>();
        for (int id = 1; id <= limit; id++) {
            prices.add(priceOf(id));
        }
        return prices;
    }

    /** The full name of the customer whose prices were asked for. */
    public static String customerName() throws SQLException {
        PreparedStatement ps = null;
        ResultSet rs = null;
        try {
            ps = connection().prepareStatement("select customer_name from customer_price limit 1");
            rs = ps.executeQuery();
            return rs.next() ? rs.getString(1) : "";
        } finally {
            Database.close(rs, ps);
        }
    }

    private static void selectCustomer(String login) throws SQLException {
        PreparedStatement ps = null;
        try {
            ps = connection().prepareStatement("select set_config('shop.customer', ?, false)");
            ps.setString(1, login);
            ps.execute();
        } finally {
            Database.close(null, ps);
        }
    }

    private static Product priceOf(int id) throws SQLException {
        PreparedStatement ps = null;
        ResultSet rs = null;
        try {
            ps =
                    connection()
                            .prepareStatement(
                                    "select name, price from customer_price where id = ?");
            ps.setInt(1, id);
            rs = ps.executeQuery();
            rs.next();
            Product product = new Product();
            product.setId(id);
            product.setName(rs.getString("name"));
            product.setPrice(rs.getBigDecimal("price"));
            return product;
        } finally {
            Database.close(rs, ps);
        }
    }

    private static Connection connection() throws SQLException {
        if (connection == null || connection.isClosed()) {
            connection = Database.getConnection();
        }
        return connection;
    }
}
