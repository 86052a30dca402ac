package com.example.demo;

/** What one run of the shop came to; one column of the table. */
final class RunResult {

    int served;
    int failed;
    int waited;
    int wrongCustomer;
    int refused;
    int connectionsLost;
    int idleInTransaction;
    int reservationsLost;

    /** Milliseconds; NaN if nothing failed. */
    double timeToFailMillis;

    /** Seconds from the database's return until the shop works again; NaN if it never did. */
    double recoverySeconds;

    /** The agent's own counts after the busy time; all zero in the run without it. */
    WardenNumbers warden = new WardenNumbers(0, 0, 0);
}
