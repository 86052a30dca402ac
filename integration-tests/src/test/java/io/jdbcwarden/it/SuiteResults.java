package io.jdbcwarden.it;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.TestSource;
import org.junit.platform.engine.support.descriptor.ClassSource;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;

/**
 * What became of the tests, by class: {@code ok} or {@code failed} and figures in the first line,
 * then the failures with their stack traces.
 */
final class SuiteResults implements TestExecutionListener {
    private final Map<String, ClassResult> classes = new TreeMap<>();

    synchronized Map<String, String> byClass() {
        Map<String, String> texts = new TreeMap<>();
        classes.forEach((name, result) -> texts.put(name, result.text()));
        return texts;
    }

    @Override
    public synchronized void executionFinished(TestIdentifier test, TestExecutionResult outcome) {
        ClassResult result = resultOf(test);
        if (result == null) {
            return;
        }
        switch (outcome.getStatus()) {
            case SUCCESSFUL -> result.passed += test.isTest() ? 1 : 0;
            case ABORTED -> result.skipped++;
            case FAILED -> {
                result.failed++;
                result.failures.append(test.getDisplayName()).append(": ");
                outcome.getThrowable().ifPresent(thrown -> result.failures.append(stack(thrown)));
                result.failures.append('\n');
            }
        }
    }

    @Override
    public synchronized void executionSkipped(TestIdentifier test, String reason) {
        ClassResult result = resultOf(test);
        if (result != null) {
            result.skipped++;
        }
    }

    private @Nullable ClassResult resultOf(TestIdentifier test) {
        TestSource source = test.getSource().orElse(null);
        if (source instanceof MethodSource method) {
            return resultOf(method.getClassName());
        }
        return source instanceof ClassSource type ? resultOf(type.getClassName()) : null;
    }

    private ClassResult resultOf(String className) {
        return classes.computeIfAbsent(className, name -> new ClassResult());
    }

    private static String stack(Throwable thrown) {
        StringWriter text = new StringWriter();
        thrown.printStackTrace(new PrintWriter(text, true));
        return text.toString();
    }

    private static final class ClassResult {
        int passed;
        int failed;
        int skipped;
        final StringBuilder failures = new StringBuilder();

        String text() {
            return String.format(
                    "%s: %d passed, %d failed, %d skipped%n%s",
                    failed == 0 ? "ok" : "failed", passed, failed, skipped, failures);
        }
    }
}
