package com.example.shop.web;

import com.example.shop.service.NewsletterSender;
import java.io.IOException;
import javax.servlet.http.HttpServlet;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;

public class NewsletterServlet extends HttpServlet {

    private static final long serialVersionUID = 1L;

    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        String list = request.getParameter("list");
        new NewsletterSender(list).start();
        new Page(response, "Newsletter")
                .paragraph("The newsletter \"" + list + "\" is on its way.")
                .end();
    }
}
