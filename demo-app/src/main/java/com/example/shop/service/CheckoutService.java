package com.example.shop.service;

import com.example.shop.Database;
import com.example.shop.dao.CouponDao;
import com.example.shop.model.Customer;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Turns a basket into an order. */
public class CheckoutService {

    private static final Logger log = LoggerFactory.getLogger(CheckoutService.class);

    private final CouponDao coupons = new CouponDao();

    /** Places the order in one transaction and returns its number. */
    public int placeOrder(Customer customer, int productId, int quantity, String coupon)
            throws SQLException, CheckoutException {
        Connection con = Database.getConnection();
        try {
            con.setAutoCommit(false);
            BigDecimal price = priceOf(con, productId);
            BigDecimal total = price.multiply(BigDecimal.valueOf(quantity));
            if (coupon != null && coupon.length() > 0) {
                int percent = coupons.redeem(con, coupon);
                total = total.multiply(BigDecimal.valueOf(100 - percent)).movePointLeft(2);
            }
            int orderId = insertOrder(con, customer, total);
            insertLine(con, orderId, productId, quantity, price);
            takeFromStock(con, productId, quantity);
            con.commit();
            con.close();
            return orderId;
        } catch (SQLException e) {
            log.error("Order of {} failed, rolling back", customer.getName(), e);
            con.rollback();
            con.close();
            throw e;
        }
    }

    private BigDecimal priceOf(Connection con, int productId)
            throws SQLException, CheckoutException {
        PreparedStatement ps = null;
        ResultSet rs = null;
        try {
            ps = con.prepareStatement("select price from product where id = ?");
            ps.setInt(1, productId);
            rs = ps.executeQuery();
            if (!rs.next()) {
                throw new CheckoutException("There is no product " + productId);
            }
            return rs.getBigDecimal(1);
        } finally {
            Database.close(rs, ps);
        }
    }

    private int insertOrder(Connection con, Customer customer, BigDecimal total)
            throws SQLException {
        PreparedStatement ps = null;
        ResultSet rs = null;
        try {
            ps =
                    con.prepareStatement(
                            "insert into orders (customer_id, total) values (?, ?) returning id");
            ps.setInt(1, customer.getId());
            ps.setBigDecimal(2, total);
            rs = ps.executeQuery();
            rs.next();
            return rs.getInt(1);
        } finally {
            Database.close(rs, ps);
        }
    }

    private void insertLine(
            Connection con, int orderId, int productId, int quantity, BigDecimal price)
            throws SQLException {
        PreparedStatement ps = null;
        try {
            ps =
                    con.prepareStatement(
                            "insert into order_line (order_id, product_id, quantity, price)"
                                    + " values (?, ?, ?, ?)");
            ps.setInt(1, orderId);
            ps.setInt(2, productId);
            ps.setInt(3, quantity);
            ps.setBigDecimal(4, price);
            ps.executeUpdate();
        } finally {
            Database.close(null, ps);
        }
    }

    private void takeFromStock(Connection con, int productId, int quantity)
            throws SQLException, CheckoutException {
        PreparedStatement ps = null;
        try {
            ps =
                    con.prepareStatement(
                            "update product set stock = stock - ? where id = ? and stock >= ?");
            ps.setInt(1, quantity);
            ps.setInt(2, productId);
            ps.setInt(3, quantity);
            if (ps.executeUpdate() == 0) {
                throw new CheckoutException("Sorry, this product is out of stock");
            }
        } finally {
            Database.close(null, ps);
        }
    }
}
