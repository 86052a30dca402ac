package com.example.shop.dao;

import com.example.shop.Database;
import com.example.shop.model.Product;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

public class ProductDao {

    public List<Product> findAll(int limit) throws SQLException {
        List<Product> products = new ArrayList<Product>();
        Connection con = null;
        PreparedStatement ps = null;
        ResultSet rs = null;
        try {
            con = Database.getConnection();
            ps =
                    con.prepareStatement(
                            "select id, name, price, stock from product order by id limit ?");
            ps.setInt(1, limit);
            rs = ps.executeQuery();
            while (rs.next()) {
                products.add(read(rs));
            }
        } finally {
            Database.close(rs, ps, con);
        }
        return products;
    }

    /** The product, or null. */
    public Product find(int id) throws SQLException {
        Connection con = null;
        PreparedStatement ps = null;
        ResultSet rs = null;
        try {
            con = Database.getConnection();
            ps = con.prepareStatement("select id, name, price, stock from product where id = ?");
            ps.setInt(1, id);
            rs = ps.executeQuery();
            return rs.next() ? read(rs) : null;
        } finally {
            Database.close(rs, ps, con);
        }
    }

    private Product read(ResultSet rs) throws SQLException {
        Product product = new Product();
        product.setId(rs.getInt("id"));
        product.setName(rs.getString("name"));
        product.setPrice(rs.getBigDecimal("price"));
        product.setStock(rs.getInt("stock"));
        return product;
    }
}
