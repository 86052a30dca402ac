package com.example.shop.web;

import com.example.shop.dao.SalesReportDao;
import java.io.IOException;
import java.math.BigDecimal;
import java.sql.SQLException;
import java.util.List;
import javax.servlet.ServletException;
import javax.servlet.http.HttpServlet;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;

public class YearlyReportServlet extends HttpServlet {

    private static final long serialVersionUID = 1L;

    private final transient SalesReportDao sales = new SalesReportDao();

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response)
            throws ServletException, IOException {
        int year = Integer.parseInt(request.getParameter("year"));
        int pause = Integer.parseInt(getServletContext().getInitParameter("report.pause"));
        try {
            List<BigDecimal> revenue = sales.monthlyRevenue(year, pause);
            Page page = new Page(response, "Sales of " + year);
            page.html("<table>");
            for (int month = 1; month <= revenue.size(); month++) {
                page.row(month, revenue.get(month - 1));
            }
            page.html("</table>").end();
        } catch (SQLException e) {
            throw new ServletException(e);
        }
    }
}
