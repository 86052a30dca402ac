package com.example.legacy;

import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;

/** Code of an application, outside the agent's own packages, that reports must name. */
public final class ForgetfulDao {
    private ForgetfulDao() {}

    /** Borrows; who forgets to return it is to be found by this line. */
    public static Connection open(DataSource source) throws SQLException {
        return source.getConnection();
    }
}
