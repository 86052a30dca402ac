package com.example.demo;

import java.io.File;
import java.util.HashMap;
import java.util.Map;

/** How long each part of the demo takes, and where its files are. Times are in seconds. */
final class DemoSettings {

    static final int SHOPPERS = 20;
    static final long SEED = 20151130;

    final boolean keep;
    final int trafficSeconds;
    final int downSeconds;

    /** How long to wait for the shop to work again once the database is back. */
    final int recoverySeconds;

    private DemoSettings(boolean keep, boolean quick) {
        this.keep = keep;
        this.trafficSeconds = quick ? 10 : 25;
        this.downSeconds = quick ? 3 : 6;
        this.recoverySeconds = quick ? 9 : 10;
    }

    /**
     * Each flag may also be given with a value: {@code --keep=false}.
     *
     * @throws IllegalArgumentException for an argument there is none of
     */
    static DemoSettings parse(String... args) {
        Map<String, Boolean> flags = new HashMap<>();
        flags.put("--keep", false);
        flags.put("--short", false);
        for (String arg : args) {
            String[] parts = arg.split("=", 2);
            if (flags.put(parts[0], parts.length == 1 || Boolean.parseBoolean(parts[1])) == null) {
                throw new IllegalArgumentException("unknown argument " + arg);
            }
        }
        return new DemoSettings(flags.get("--keep"), flags.get("--short"));
    }

    File shopJar() {
        return file("demo.shop", "demo-app/target/shop.jar");
    }

    File agentJar() {
        return file("demo.agent", "agent/target/jdbc-warden.jar");
    }

    /** The Prometheus JMX exporter's agent, wanted with {@code --keep} only. */
    File exporterJar() {
        return file("demo.exporter", "demo-app/target/exporter/jmx_prometheus_javaagent.jar");
    }

    /** For the database and the logs. */
    File workDirectory() {
        return file("demo.work", "demo-app/target/demo");
    }

    private static File file(String property, String otherwise) {
        return new File(System.getProperty(property, otherwise)).getAbsoluteFile();
    }
}
