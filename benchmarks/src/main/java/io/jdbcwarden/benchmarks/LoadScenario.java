package io.jdbcwarden.benchmarks;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.ThreadLocalRandom;
import javax.sql.DataSource;

/** What one operation does with the connection it borrows, from borrow to return. */
enum LoadScenario {
    /** The shortest query there is: whatever lies around it weighs most. */
    SELECT1 {
        @Override
        void run(DataSource pool) throws SQLException {
            try (Connection connection = pool.getConnection();
                    Statement statement = connection.createStatement();
                    ResultSet rows = statement.executeQuery("SELECT 1")) {
                rows.next();
            }
        }
    },

    /** A transaction as of TPC-B: three updates, a query and an insert. */
    TPCB {
        @Override
        void run(DataSource pool) throws SQLException {
            ThreadLocalRandom random = ThreadLocalRandom.current();
            int account = random.nextInt(LoadServer.ACCOUNTS);
            int teller = random.nextInt(LoadServer.TELLERS);
            int branch = teller % LoadServer.BRANCHES;
            int delta = random.nextInt(-5000, 5001);
            try (Connection connection = pool.getConnection()) {
                connection.setAutoCommit(false);
                update(
                        connection,
                        "UPDATE accounts SET balance = balance + ? WHERE id = ?",
                        delta,
                        account);
                balance(connection, account);
                update(
                        connection,
                        "UPDATE tellers SET balance = balance + ? WHERE id = ?",
                        delta,
                        teller);
                update(
                        connection,
                        "UPDATE branches SET balance = balance + ? WHERE id = ?",
                        delta,
                        branch);
                update(
                        connection,
                        "INSERT INTO history (teller, branch, account, delta, at)"
                                + " VALUES (?, ?, ?, ?, now())",
                        teller,
                        branch,
                        account,
                        delta);
                connection.commit();
                // Not every pool resets it.
                connection.setAutoCommit(true);
            }
        }
    };

    abstract void run(DataSource pool) throws SQLException;

    private static void update(Connection connection, String sql, int... values)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                statement.setInt(i + 1, values[i]);
            }
            statement.executeUpdate();
        }
    }

    private static void balance(Connection connection, int account) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement("SELECT balance FROM accounts WHERE id = ?")) {
            statement.setInt(1, account);
            try (ResultSet rows = statement.executeQuery()) {
                rows.next();
            }
        }
    }
}
