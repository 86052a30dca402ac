package io.jdbcwarden.benchmarks;

import java.util.ArrayList;
import java.util.List;

/**
 * Guards around the same pool, each to be compared with nobody watching that pool.
 *
 * @param name as the options and the tables know it
 * @param base the pool that nobody watches
 */
record Matchup(String name, Guard base, List<Guard> others) {
    private static final List<String> NAMES =
            List.of("warden", "features", "state", "field", "dbcp2", "tomcat", "druid");

    /** The base first. */
    List<Guard> guards() {
        List<Guard> all = new ArrayList<>(List.of(base));
        all.addAll(others);
        return all;
    }

    private static Matchup make(String name) {
        return switch (name) {
            case "warden" -> new Matchup(name, Guard.NONE, Guards.warden());
            case "features" -> new Matchup(name, Guard.NONE, Guards.features());
            case "state" -> new Matchup(name, Guard.NONE, Guards.state());
            case "field" -> new Matchup(name, Guard.NONE, Guards.field());
            case "dbcp2" -> pool(name, "DBCP2", "logAbandoned");
            case "tomcat" -> pool(name, "Tomcat JDBC", "logAbandoned");
            case "druid" -> pool(name, "Druid", "stat");
            default -> throw new IllegalArgumentException(name);
        };
    }

    private static Matchup pool(String pool, String title, String detection) {
        String flag = "-Dbench.pool=" + pool;
        return new Matchup(
                pool,
                Guard.of(title + ", none", flag),
                List.of(
                        Guard.of(title + ", " + detection, flag, "-Dbench.leaks=log"),
                        Guard.of(
                                title + ", " + detection + ", removeAbandoned",
                                flag,
                                "-Dbench.leaks=remove")));
    }

    /**
     * Those that a list of names asks for, or {@code all}.
     *
     * @throws IllegalArgumentException if a name fits none
     */
    static List<Matchup> named(String names) {
        List<String> picked = names.equals("all") ? NAMES : Names.pick(NAMES, name -> name, names);
        return picked.stream().map(Matchup::make).toList();
    }
}
