package com.example.shop;

import java.io.IOException;
import java.io.InputStream;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Scanner;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Creates the tables and their sample data in an empty database. */
public class SchemaInstaller {

    private static final Logger log = LoggerFactory.getLogger(SchemaInstaller.class);

    public void install() throws SQLException, IOException {
        Connection con = null;
        Statement st = null;
        try {
            con = Database.getConnection();
            if (exists(con)) {
                return;
            }
            st = con.createStatement();
            st.execute(script());
            log.info("Tables created");
        } finally {
            Database.close(null, st, con);
        }
    }

    private boolean exists(Connection con) throws SQLException {
        ResultSet rs = null;
        try {
            rs = con.getMetaData().getTables(null, "public", "product", null);
            return rs.next();
        } finally {
            Database.close(rs, null);
        }
    }

    private String script() throws IOException {
        InputStream in = SchemaInstaller.class.getResourceAsStream("/schema.sql");
        try {
            return new Scanner(in, "UTF-8").useDelimiter("\\A").next();
        } finally {
            in.close();
        }
    }
}
