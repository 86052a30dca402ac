package com.example.shop.web;

import java.io.IOException;
import java.io.PrintWriter;
import javax.servlet.http.HttpServletResponse;

/** One HTML page of the shop. */
class Page {

    private final PrintWriter out;

    Page(HttpServletResponse response, String title) throws IOException {
        response.setContentType("text/html;charset=UTF-8");
        out = response.getWriter();
        out.println("<!DOCTYPE html>");
        out.println("<html><head><title>" + escape(title) + " - Tea Shop</title></head><body>");
        out.println(
                "<p><a href=\"/\">Home</a> <a href=\"/products\">Products</a> <a"
                        + " href=\"/prices\">My prices</a> <a href=\"/orders\">My orders</a></p>");
        out.println("<h1>" + escape(title) + "</h1>");
    }

    Page paragraph(String text) {
        out.println("<p>" + escape(text) + "</p>");
        return this;
    }

    Page html(String markup) {
        out.println(markup);
        return this;
    }

    Page row(Object... cells) {
        StringBuilder row = new StringBuilder("<tr>");
        for (Object cell : cells) {
            row.append("<td>").append(escape(String.valueOf(cell))).append("</td>");
        }
        out.println(row.append("</tr>"));
        return this;
    }

    void end() {
        out.println("</body></html>");
    }

    static String escape(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace("\"", "&quot;");
    }
}
