package com.example.shop.dao;

import com.example.shop.Database;
import com.example.shop.model.Customer;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

public class CustomerDao {

    /** The customer with this login and password, or null. */
    public Customer authenticate(String login, String password) throws SQLException {
        Connection con = null;
        PreparedStatement ps = null;
        ResultSet rs = null;
        try {
            con = Database.getConnection();
            ps =
                    con.prepareStatement(
                            "select id, login, name from customer where login = ? and password ="
                                    + " ?");
            ps.setString(1, login);
            ps.setString(2, password);
            rs = ps.executeQuery();
            if (!rs.next()) {
                return null;
            }
            return new Customer(rs.getInt(1), rs.getString(2), rs.getString(3));
        } finally {
            Database.close(rs, ps, con);
        }
    }
}
