package com.example.demo;

import com.example.traffic.Outcome;
import com.example.traffic.TrafficDriver;
import com.example.traffic.TrafficLog;
import com.example.traffic.TrafficMix;
import java.io.IOException;
import java.sql.SQLException;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** The story both runs go through: a busy while, then a restart of the database in mid-traffic. */
final class ShopRun {

    private static final double LONG_WAIT_MILLIS = 1_000;
    private static final int SETTLE_SECONDS = 4;

    /** So long without a failed plain page, and the shop is said to work again. */
    private static final int QUIET_SECONDS = 3;

    private final DemoSettings settings;
    private final DemoDatabase database;
    private final ShopProcess shop;
    private final TrafficDriver driver;
    private final RunResult result = new RunResult();

    ShopRun(DemoSettings settings, DemoDatabase database, ShopProcess shop) throws IOException {
        this.settings = settings;
        this.database = database;
        this.shop = shop;
        this.driver = new TrafficDriver(shop.url(), DemoSettings.SHOPPERS, DemoSettings.SEED);
    }

    RunResult run() throws IOException, SQLException, InterruptedException {
        driver.enter();
        busyTime();
        if (shop.guarded()) {
            result.warden = WardenNumbers.read(shop.mbeans());
        }
        restartOfTheDatabase();
        return result;
    }

    /** Customers come and go for as long as this process lives. */
    void shopUntilStopped() throws InterruptedException {
        while (true) {
            driver.start(TrafficMix.customersAndStaff());
            TimeUnit.MINUTES.sleep(2);
            driver.stop();
            driver.log().clear();
        }
    }

    private void busyTime() throws IOException, SQLException, InterruptedException {
        Console.step(
                "%d s of traffic from %d shoppers", settings.trafficSeconds, DemoSettings.SHOPPERS);
        driver.start(TrafficMix.customersAndStaff());
        TimeUnit.SECONDS.sleep(settings.trafficSeconds);
        driver.stop();

        TrafficLog log = driver.log();
        result.served = log.count(Outcome.Kind.SERVED);
        result.failed = log.count(Outcome.Kind.FAILED);
        result.refused = log.count(Outcome.Kind.REFUSED);
        result.wrongCustomer = log.count(Outcome.Kind.WRONG);
        // The yearly report is meant to take its time.
        result.waited =
                log.count(
                        page ->
                                page.millis() > LONG_WAIT_MILLIS
                                        && !page.feature().startsWith("/reports"));
        result.connectionsLost = connectionsLost();
        result.idleInTransaction = database.idleInTransaction();
        result.reservationsLost = reservationsLost(log);
    }

    /** Nobody is in the shop: what is still out after a while of grace will not come back. */
    private int connectionsLost() throws IOException, InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(SETTLE_SECONDS);
        int out = shop.connectionsOut();
        while (out > 0 && System.nanoTime() < deadline) {
            Thread.sleep(100);
            out = shop.connectionsOut();
        }
        return out;
    }

    /** Reservations whose number a customer was given, and that are not in the database. */
    private int reservationsLost(TrafficLog log) throws SQLException {
        Set<Integer> stored = database.reservations();
        int lost = 0;
        for (int number : log.confirmedReservations()) {
            if (!stored.contains(number)) {
                lost++;
            }
        }
        return lost;
    }

    private void restartOfTheDatabase() throws IOException, InterruptedException {
        Console.step("database stopped for %d s while the traffic goes on", settings.downSeconds);
        driver.start(TrafficMix.customers());
        TimeUnit.SECONDS.sleep(2);
        database.stop();
        long down = System.nanoTime();
        TimeUnit.SECONDS.sleep(settings.downSeconds);
        long end = System.nanoTime();
        database.start();
        long up = System.nanoTime();
        Console.step("database is back");

        TimeUnit.SECONDS.sleep(settings.recoverySeconds);
        long watched = System.nanoTime();
        driver.stop();
        result.recoverySeconds = recoverySeconds(up, watched);
        result.timeToFailMillis =
                TrafficLog.medianMillis(
                        driver.log()
                                .select(
                                        page ->
                                                page.kind() == Outcome.Kind.FAILED
                                                        && page.startedNanos() > down
                                                        && page.startedNanos() < end));
    }

    /**
     * From the database's return until plain pages no longer fail; NaN if they still did near the
     * end of the time that was watched.
     */
    private double recoverySeconds(long up, long end) {
        long lastFailure = up;
        for (Outcome page : driver.log().select(Outcome::plain)) {
            if (page.startedNanos() < end && page.kind() != Outcome.Kind.SERVED) {
                lastFailure = Math.max(lastFailure, page.endedNanos());
            }
        }
        boolean quiet = end - lastFailure > TimeUnit.SECONDS.toNanos(QUIET_SECONDS);
        return quiet ? (lastFailure - up) / 1e9 : Double.NaN;
    }
}
