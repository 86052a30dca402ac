package io.jdbcwarden.it;

import static org.junit.platform.engine.discovery.ClassNameFilter.excludeClassNamePatterns;
import static org.junit.platform.engine.discovery.ClassNameFilter.includeClassNamePatterns;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectPackage;
import static org.junit.platform.launcher.TagFilter.excludeTags;
import static org.junit.platform.launcher.TagFilter.includeTags;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.platform.launcher.Launcher;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/**
 * Runs the suite in a JVM that a test started: {@code SuiteMain <directory> [<tag to leave out>]}.
 *
 * <p>Leaves one file a test class in the directory, see {@link SuiteResults}.
 */
final class SuiteMain {
    /** These run side by side. */
    private static final String POOLS = "pools";

    private SuiteMain() {}

    public static void main(String[] arguments) throws Exception {
        SuiteResults results = new SuiteResults();
        Launcher launcher = LauncherFactory.create();
        LauncherDiscoveryRequestBuilder most = suite(arguments);
        launcher.execute(most.filters(excludeTags(POOLS)).build(), results);
        LauncherDiscoveryRequestBuilder pools = suite(arguments);
        pools.configurationParameter("junit.jupiter.execution.parallel.enabled", "true");
        launcher.execute(pools.filters(includeTags(POOLS)).build(), results);
        Path directory = Files.createDirectories(Path.of(arguments[0]));
        for (Map.Entry<String, String> result : results.byClass().entrySet()) {
            Files.writeString(directory.resolve(result.getKey()), result.getValue());
        }
        // A test may have left a thread behind that is not a daemon.
        System.exit(0);
    }

    private static LauncherDiscoveryRequestBuilder suite(String[] arguments) {
        LauncherDiscoveryRequestBuilder request =
                LauncherDiscoveryRequestBuilder.request()
                        .selectors(selectPackage("io.jdbcwarden"))
                        .filters(
                                includeClassNamePatterns(".*Test"),
                                excludeClassNamePatterns(".*\\.EveryOtherJdkTest"));
        return arguments.length > 1 ? request.filters(excludeTags(arguments[1])) : request;
    }
}
