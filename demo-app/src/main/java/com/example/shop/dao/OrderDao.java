package com.example.shop.dao;

import com.example.shop.Database;
import com.example.shop.model.Order;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

public class OrderDao {

    private final OrderLineDao lineDao = new OrderLineDao();

    public List<Order> findByCustomer(int customerId) throws SQLException {
        List<Order> orders = new ArrayList<Order>();
        Connection con = null;
        PreparedStatement ps = null;
        ResultSet rs = null;
        try {
            con = Database.getConnection();
            ps =
                    con.prepareStatement(
                            "select id, placed_at, total from orders where customer_id = ?"
                                    + " order by placed_at desc limit 20");
            ps.setInt(1, customerId);
            rs = ps.executeQuery();
            while (rs.next()) {
                orders.add(readHeader(rs));
            }
        } finally {
            Database.close(rs, ps, con);
        }
        return orders;
    }

    /** The order with its lines, or null. */
    public Order findWithLines(int orderId) throws SQLException {
        Connection con = null;
        PreparedStatement ps = null;
        ResultSet rs = null;
        try {
            con = Database.getConnection();
            ps = con.prepareStatement("select id, placed_at, total from orders where id = ?");
            ps.setInt(1, orderId);
            rs = ps.executeQuery();
            if (!rs.next()) {
                return null;
            }
            Order order = readHeader(rs);
            order.setLines(lineDao.findByOrder(orderId));
            return order;
        } finally {
            Database.close(rs, ps, con);
        }
    }

    private Order readHeader(ResultSet rs) throws SQLException {
        Order order = new Order();
        order.setId(rs.getInt("id"));
        order.setPlacedAt(rs.getTimestamp("placed_at"));
        order.setTotal(rs.getBigDecimal("total"));
        return order;
    }
}
