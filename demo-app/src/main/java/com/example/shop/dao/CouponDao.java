package com.example.shop.dao;

import com.example.shop.Database;
import com.example.shop.service.CheckoutException;
import java.sql.Connection;
import java.sql.Date;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

public class CouponDao {

    /** The coupon's discount in percent; takes part in the caller's transaction. */
    public int redeem(Connection con, String code) throws SQLException, CheckoutException {
        PreparedStatement ps = null;
        ResultSet rs = null;
        try {
            ps = con.prepareStatement("select percent, valid_until from coupon where code = ?");
            ps.setString(1, code);
            rs = ps.executeQuery();
            if (!rs.next()) {
                throw new CheckoutException("We do not know the coupon " + code);
            }
            Date validUntil = rs.getDate("valid_until");
            if (validUntil.getTime() < System.currentTimeMillis()) {
                throw new CheckoutException("The coupon " + code + " expired on " + validUntil);
            }
            return rs.getInt("percent");
        } finally {
            Database.close(rs, ps);
        }
    }
}
