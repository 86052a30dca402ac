package com.example.shop.service;

import com.example.shop.Database;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sends a newsletter in the background, so that the editor need not wait for it. */
public class NewsletterSender implements Runnable {

    private static final Logger log = LoggerFactory.getLogger(NewsletterSender.class);

    private final String list;

    public NewsletterSender(String list) {
        this.list = list;
    }

    public void start() {
        new Thread(this, "newsletter-" + list).start();
    }

    @Override
    public void run() {
        try {
            Connection con = Database.getConnection();
            PreparedStatement ps =
                    con.prepareStatement("select email from subscriber where list = ? order by id");
            ps.setString(1, list);
            ResultSet rs = ps.executeQuery();
            int sent = 0;
            while (rs.next()) {
                send(rs.getString("email"));
                sent++;
            }
            Database.close(rs, ps, con);
            log.info("Newsletter {} sent to {} readers", list, sent);
        } catch (SQLException e) {
            log.error("Newsletter {} failed", list, e);
        }
    }

    private void send(String email) {
        String address = email.trim().toLowerCase(Locale.ENGLISH);
        log.debug("Sending newsletter {} to {}", list, address);
    }
}
