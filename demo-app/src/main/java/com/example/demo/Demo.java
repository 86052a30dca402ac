package com.example.demo;

import java.io.File;
import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Runs the shop without and then with the agent, and shows what differs. */
public final class Demo {

    private final DemoSettings settings;

    /** What came out, once {@link #run} has returned. */
    RunResult without = new RunResult();

    RunResult with = new RunResult();

    Demo(DemoSettings settings) {
        this.settings = settings;
    }

    /** Arguments: {@code --short} for a quick look, {@code --keep} to leave the shop running. */
    public static void main(String[] args) throws Exception {
        DemoSettings settings;
        try {
            settings = DemoSettings.parse(args);
        } catch (IllegalArgumentException e) {
            System.err.println(e.getMessage() + "; usage: Demo [--short] [--keep]");
            System.exit(2);
            return;
        }
        System.setProperty("demo.work", settings.workDirectory().getPath());
        System.setProperty("logback.configurationFile", "logback-demo.xml");
        new Demo(settings).run();
    }

    void run() throws IOException, SQLException, InterruptedException {
        File work = settings.workDirectory();
        Directories.recreate(work);
        Console.line("One shop, one PostgreSQL, and the same shoppers twice.");
        try (DemoDatabase database = new DemoDatabase(new File(work, "postgresql"))) {
            database.start();

            Console.line("[1/2] without the agent");
            try (ShopProcess shop = open(database, "without", Collections.<String>emptyList())) {
                without = new ShopRun(settings, database, shop).run();
            }

            Console.line("[2/2] the same again, with -javaagent:" + settings.agentJar().getName());
            Exporter exporter = settings.keep ? Exporter.prepare(settings) : null;
            List<String> flags = new ArrayList<>();
            flags.add("-javaagent:" + settings.agentJar());
            if (exporter != null) {
                flags.add(exporter.flag());
            }
            try (ShopProcess shop = open(database, "with", flags)) {
                ShopRun run = new ShopRun(settings, database, shop);
                with = run.run();
                Console.line("");
                Console.line(new ResultTable(without, with).text());
                Console.line("");
                Console.line("The first leak it reported, in " + shop.log().getName() + ":");
                LeakReport.in(shop.log()).forEach(Console::line);
                if (exporter != null) {
                    keepOpen(run, shop, exporter);
                }
            }
        }
    }

    private ShopProcess open(DemoDatabase database, String name, List<String> flags)
            throws IOException, SQLException, InterruptedException {
        database.clear();
        File log = new File(settings.workDirectory(), "shop-" + name + ".log");
        return ShopProcess.start(settings.shopJar(), database.url(), log, flags);
    }

    /** Traffic goes on until the demo is stopped. */
    private static void keepOpen(ShopRun run, ShopProcess shop, Exporter exporter)
            throws IOException, InterruptedException {
        Console.line("");
        Console.line("The guarded shop stays open, with shoppers in it, until you press Ctrl-C:");
        Console.step("shop        %s  (log in as user1, secret1)", shop.url());
        Console.step("JConsole    jconsole %s  (process %s)", shop.jmxAddress(), shop.pid());
        Console.step("Prometheus  %s", exporter.url());
        Console.step("log         %s", shop.log());
        run.shopUntilStopped();
    }
}
