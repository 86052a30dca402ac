package com.example.shop.dao;

import com.example.shop.Database;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

public class SalesReportDao {

    /** Revenue of each month, January first. */
    public List<BigDecimal> monthlyRevenue(int year, int pauseMillis) throws SQLException {
        List<BigDecimal> revenue = new ArrayList<BigDecimal>();
        Connection con = null;
        PreparedStatement ps = null;
        ResultSet rs = null;
        try {
            con = Database.getConnection();
            ps =
                    con.prepareStatement(
                            "select revenue from yearly_sales(?, ?) order by sales_month");
            ps.setInt(1, year);
            ps.setInt(2, pauseMillis);
            rs = ps.executeQuery();
            while (rs.next()) {
                revenue.add(rs.getBigDecimal(1));
            }
        } finally {
            Database.close(rs, ps, con);
        }
        return revenue;
    }
}
