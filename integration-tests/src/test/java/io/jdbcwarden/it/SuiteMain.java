package io.jdbcwarden.it;

import static org.junit.platform.engine.discovery.ClassNameFilter.excludeClassNamePatterns;
import static org.junit.platform.engine.discovery.ClassNameFilter.includeClassNamePatterns;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectPackage;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.platform.launcher.TagFilter;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/**
 * Runs the suite in a JVM that a test started: {@code SuiteMain <directory> [<tag to leave out>]}.
 *
 * <p>Leaves one file a test class in the directory, see {@link SuiteResults}.
 */
final class SuiteMain {
    private SuiteMain() {}

    public static void main(String[] arguments) throws Exception {
        LauncherDiscoveryRequestBuilder request =
                LauncherDiscoveryRequestBuilder.request()
                        .selectors(selectPackage("io.jdbcwarden"))
                        .filters(
                                includeClassNamePatterns(".*Test"),
                                excludeClassNamePatterns(".*\\.EveryOtherJdkTest"));
        if (arguments.length > 1) {
            request.filters(TagFilter.excludeTags(arguments[1]));
        }
        SuiteResults results = new SuiteResults();
        LauncherFactory.create().execute(request.build(), results);
        Path directory = Files.createDirectories(Path.of(arguments[0]));
        for (Map.Entry<String, String> result : results.byClass().entrySet()) {
            Files.writeString(directory.resolve(result.getKey()), result.getValue());
        }
        // A test may have left a thread behind that is not a daemon.
        System.exit(0);
    }
}
