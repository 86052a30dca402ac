package io.jdbcwarden.benchmarks;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.CommandLineOptionException;
import org.openjdk.jmh.runner.options.CommandLineOptions;

/**
 * Runs scenarios under guards and prints them side by side.
 *
 * <p>In each round, every scenario is run once under every guard, each time in a JVM of its own:
 * whatever else the machine does hits all of them alike. A figure is the mean over the rounds; a
 * difference is the mean of the rounds' own differences.
 */
public final class Compare {
    private final List<Scenario> scenarios;
    private final List<Matchup> matchups;
    private final Options options;
    private final CommandLineOptions jmh;
    private final Comparison comparison;

    private Compare(Options options) throws CommandLineOptionException {
        this.options = options;
        jmh = new CommandLineOptions(options.rest());
        ChildJvm jvm = new ChildJvm(jmh.getJvm().orElse(ChildJvm.own()));
        String version = jvm.version();
        scenarios = new ArrayList<>();
        String wanted = options.text("--scenarios", "borrow,statement,prepared,reuse,request");
        for (Scenario scenario : Scenario.named(wanted)) {
            if (scenario.runsOn(version)) {
                scenarios.add(scenario);
            } else {
                System.err.println(scenario.name() + " is left out on JDK " + version);
            }
        }
        matchups = Matchup.named(options.text("--guards", "warden"));
        comparison = new Comparison(version, options.directory());
    }

    public static void main(String[] arguments) throws RunnerException, CommandLineOptionException {
        if (List.of(arguments).contains("--help")) {
            usage();
            return;
        }
        new Compare(new Options(arguments, "--scenarios", "--guards", "--rounds")).run();
    }

    private static void usage() {
        System.out.println(
                """
                usage: Compare [--scenarios NAMES] [--guards NAMES] [--rounds N] [--quick] [-o DIRECTORY]
                               [JMH's options, such as -t 2 -wi 4 -i 5 -w 500ms -r 500ms -jvm JAVA]
                  NAMES       separated by commas, beginnings will do; or all
                  guards      warden features state field dbcp2 tomcat druid
                  scenarios   %s
                """
                        .formatted(Scenario.names()));
    }

    private void run() throws RunnerException {
        int rounds = options.number("--rounds", options.isQuick() ? 3 : 10);
        for (int round = 1; round <= rounds; round++) {
            for (Scenario scenario : scenarios) {
                for (Guard guard : guards(round)) {
                    run(round, scenario, guard);
                }
            }
        }
        for (Scenario scenario : scenarios) {
            for (Matchup matchup : matchups) {
                comparison.print(scenario, matchup);
            }
        }
        comparison.close();
    }

    private void run(int round, Scenario scenario, Guard guard) throws RunnerException {
        String what = "round " + round + ", " + scenario.name() + ", " + guard.name();
        try {
            Fork fork = Fork.run(scenario, guard, jmh, options.isQuick());
            comparison.add(scenario, guard, round, fork);
            System.err.printf("%s: %.1f ns, %.0f B%n", what, fork.nanos(), fork.bytes());
        } catch (RunnerException | IllegalStateException e) {
            System.err.println(what + ": " + e.getMessage());
        }
    }

    /**
     * Each guard once, in each round beginning with another, as the first has the cooler machine.
     */
    private List<Guard> guards(int round) {
        Set<Guard> guards = new LinkedHashSet<>();
        matchups.forEach(matchup -> guards.addAll(matchup.guards()));
        List<Guard> turned = new ArrayList<>(guards);
        Collections.rotate(turned, -round);
        return turned;
    }
}
