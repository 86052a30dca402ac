package com.example.shop.dao;

import com.example.shop.Database;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

public class ReservationDao {

    /** Reserves a product for a customer; the note, if there is one, goes on the gift card. */
    public int reserve(int customerId, int productId, int quantity, String giftNote)
            throws SQLException {
        Connection con = null;
        try {
            con = Database.getConnection();
            con.setAutoCommit(false);
            int id = insert(con, customerId, productId, quantity);
            if (giftNote != null && giftNote.length() > 0) {
                addGiftNote(con, id, giftNote);
                return id;
            }
            con.commit();
            return id;
        } finally {
            Database.close(null, null, con);
        }
    }

    private int insert(Connection con, int customerId, int productId, int quantity)
            throws SQLException {
        PreparedStatement ps = null;
        ResultSet rs = null;
        try {
            ps =
                    con.prepareStatement(
                            "insert into reservation (customer_id, product_id, quantity)"
                                    + " values (?, ?, ?) returning id");
            ps.setInt(1, customerId);
            ps.setInt(2, productId);
            ps.setInt(3, quantity);
            rs = ps.executeQuery();
            rs.next();
            return rs.getInt(1);
        } finally {
            Database.close(rs, ps);
        }
    }

    private void addGiftNote(Connection con, int id, String note) throws SQLException {
        PreparedStatement ps = null;
        try {
            ps = con.prepareStatement("update reservation set gift_note = ? where id = ?");
            ps.setString(1, note);
            ps.setInt(2, id);
            ps.executeUpdate();
        } finally {
            Database.close(null, ps);
        }
    }
}
