package com.example.traffic;

import java.io.IOException;
import java.net.InetAddress;
import java.net.URL;
import java.util.ArrayList;
import java.util.List;

/**
 * Shoppers who visit the shop one page after another, with a short pause between two pages. Each
 * has its own seeded dice, so the same seed gives each the same visits, however long each takes.
 *
 * <p>Speaks to loopback addresses only.
 */
public final class TrafficDriver {

    private static final int PAUSE_MILLIS = 120;
    private static final int MOST_VISITS = 100_000;

    private final List<Shopper> shoppers = new ArrayList<>();
    private final List<Thread> threads = new ArrayList<>();
    private final TrafficLog log = new TrafficLog();
    private volatile boolean open;

    /**
     * @throws IllegalArgumentException if the address is not of this machine
     */
    public TrafficDriver(URL shop, int shoppers, long seed) throws IOException {
        if (!InetAddress.getByName(shop.getHost()).isLoopbackAddress()) {
            throw new IllegalArgumentException("Not a loopback address: " + shop);
        }
        for (int number = 1; number <= shoppers; number++) {
            this.shoppers.add(new Shopper(shop, number, seed));
        }
    }

    /** All shoppers log in, one after the other. */
    public void enter() throws IOException {
        for (Shopper shopper : shoppers) {
            shopper.enter();
        }
    }

    /** Starts the traffic, or goes on with it. */
    public void start(TrafficMix mix) {
        open = true;
        for (Shopper shopper : shoppers) {
            Thread thread = new Thread(() -> shop(shopper, mix), "shopper-" + threads.size());
            thread.setDaemon(true);
            threads.add(thread);
            thread.start();
        }
    }

    /** Returns when no request is under way any more. */
    public void stop() throws InterruptedException {
        open = false;
        for (Thread thread : threads) {
            thread.join();
        }
        threads.clear();
    }

    public TrafficLog log() {
        return log;
    }

    private void shop(Shopper shopper, TrafficMix mix) {
        int visits = 0;
        while (open && visits++ < MOST_VISITS / shoppers.size()) {
            log.add(shopper.visit(mix.next(shopper.random)));
            try {
                Thread.sleep(PAUSE_MILLIS / 2 + shopper.random.nextInt(PAUSE_MILLIS));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    /** Arguments: the address of the shop, and how many shoppers, seconds, and which seed. */
    public static void main(String[] args) throws Exception {
        if (args.length < 1) {
            System.err.println(
                    "usage: TrafficDriver http://127.0.0.1:8080/ [shoppers [seconds [seed]]]");
            System.exit(2);
        }
        int shoppers = args.length > 1 ? Integer.parseInt(args[1]) : 20;
        int seconds = args.length > 2 ? Integer.parseInt(args[2]) : 30;
        long seed = args.length > 3 ? Long.parseLong(args[3]) : 1;
        TrafficDriver driver = new TrafficDriver(new URL(args[0]), shoppers, seed);
        driver.enter();
        driver.start(TrafficMix.customersAndStaff());
        Thread.sleep(seconds * 1000L);
        driver.stop();
        for (Outcome.Kind kind : Outcome.Kind.values()) {
            System.out.println(kind + " " + driver.log().count(kind));
        }
        System.out.println(
                "median ms " + TrafficLog.medianMillis(driver.log().select(outcome -> true)));
    }
}
