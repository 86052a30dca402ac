package com.example.traffic;

import java.util.Random;

/** What shoppers do, as shares of a thousand visits. The same seed gives the same visits. */
public final class TrafficMix {

    private final boolean editors;

    private TrafficMix(boolean editors) {
        this.editors = editors;
    }

    /** Customers, and now and then the shop's own staff: newsletters and reports. */
    public static TrafficMix customersAndStaff() {
        return new TrafficMix(true);
    }

    /** Customers alone. */
    public static TrafficMix customers() {
        return new TrafficMix(false);
    }

    Visit next(Random random) {
        int dice = random.nextInt(1000);
        int product = 1 + random.nextInt(24);
        int order = 1 + random.nextInt(500);
        if (dice < 8) {
            return editors ? staff(random) : Visit.plain("/");
        }
        if (dice < 24) {
            return checkout(product, "&coupon=AUTUMN", 409);
        }
        if (dice < 60) {
            return checkout(product, dice % 2 == 0 ? "&coupon=SPRING" : "", 200);
        }
        if (dice < 70) {
            return reserve(product, "&giftNote=Happy+Birthday");
        }
        if (dice < 100) {
            return reserve(product, "");
        }
        if (dice < 150) {
            return Visit.get("/invoice?order=" + order);
        }
        if (dice < 250) {
            return Visit.get("/prices");
        }
        if (dice < 450) {
            return Visit.plain("/orders");
        }
        if (dice < 700) {
            return Visit.plain("/product?id=" + product);
        }
        return dice < 900 ? Visit.plain("/products") : Visit.plain("/");
    }

    private static Visit staff(Random random) {
        switch (random.nextInt(4)) {
            case 0:
                return Visit.get("/reports/yearly?year=2015");
            case 1:
                return Visit.post("/newsletter", "list=weekly", 200);
            default:
                return Visit.post("/newsletter", "list=offers", 200);
        }
    }

    private static Visit checkout(int product, String coupon, int status) {
        return Visit.post("/checkout", "product=" + product + "&quantity=1" + coupon, status);
    }

    private static Visit reserve(int product, String note) {
        return Visit.post("/cart/reserve", "product=" + product + "&quantity=2" + note, 200);
    }
}
