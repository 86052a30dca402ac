package com.example.shop.dao;

import com.example.shop.Database;
import com.example.shop.model.OrderLine;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

public class OrderLineDao {

    public List<OrderLine> findByOrder(int orderId) throws SQLException {
        List<OrderLine> lines = new ArrayList<OrderLine>();
        Connection con = null;
        PreparedStatement ps = null;
        ResultSet rs = null;
        try {
            con = Database.getConnection();
            ps =
                    con.prepareStatement(
                            "select p.name, l.quantity, l.price from order_line l"
                                    + " join product p on p.id = l.product_id"
                                    + " where l.order_id = ? order by l.id");
            ps.setInt(1, orderId);
            rs = ps.executeQuery();
            while (rs.next()) {
                lines.add(new OrderLine(rs.getString(1), rs.getInt(2), rs.getBigDecimal(3)));
            }
        } finally {
            Database.close(rs, ps, con);
        }
        return lines;
    }
}
