package io.jdbcwarden.util;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class DistinctErrorsTest {
    private final List<String> told = Collections.synchronizedList(new ArrayList<>());
    private final DistinctErrors errors =
            new DistinctErrors((kind, error) -> told.add(kind + " " + error.getMessage()));

    @Test
    void tellsOnlyTheFirstOfEqualErrorsAndCountsAll() {
        for (int i = 0; i < 10; i++) {
            errors.record("hook", new IllegalStateException("number " + i));
        }

        assertThat(told).containsExactly("hook number 0");
        assertThat(errors.total()).isEqualTo(10);
        assertThat(errors.errors()).singleElement().satisfies(this::isTheHookError);
    }

    private void isTheHookError(DistinctError error) {
        assertThat(error.kind()).isEqualTo("hook");
        assertThat(error.type()).isEqualTo("java.lang.IllegalStateException");
        assertThat(error.place()).contains("DistinctErrorsTest.tellsOnlyTheFirst");
        assertThat(error.toString()).startsWith("hook: java.lang.IllegalStateException at ");
        assertThat(errors.count(error)).isEqualTo(10);
    }

    @Test
    void keepsApartWhatFailedAndWithWhatAndWhere() {
        errors.record("hook", new IllegalStateException("a"));
        errors.record("reaper", new IllegalStateException("b"));
        errors.record("hook", new IllegalArgumentException("c"));
        errors.record("hook", elsewhere());

        assertThat(told).hasSize(4);
    }

    private static Throwable elsewhere() {
        return new IllegalStateException("d");
    }

    @Test
    void keepsABoundedNumberApart() {
        for (int i = 0; i < 1000; i++) {
            errors.record("kind " + i, new IllegalStateException("x"));
        }

        assertThat(errors.errors()).hasSize(DistinctErrors.MOST);
        assertThat(told).hasSize(DistinctErrors.MOST);
        assertThat(errors.total()).isEqualTo(1000);
    }

    @Test
    void neverThrows() {
        DistinctErrors failing =
                new DistinctErrors(
                        (kind, error) -> {
                            throw new LinkageError("the log is broken");
                        });
        Throwable hostile =
                new RuntimeException("x") {
                    @Override
                    public StackTraceElement[] getStackTrace() {
                        throw new IllegalStateException("no stack for you");
                    }
                };

        assertThatCode(() -> failing.record("hook", new Exception("x"))).doesNotThrowAnyException();
        assertThatCode(() -> failing.record("hook", hostile)).doesNotThrowAnyException();
        assertThat(failing.total()).isEqualTo(2);
    }

    @Test
    void countsErrorsWithoutAStack() {
        Throwable bare = new Exception("x");
        bare.setStackTrace(new StackTraceElement[0]);

        errors.record("hook", bare);

        assertThat(errors.errors())
                .singleElement()
                .satisfies(e -> assertThat(e.place()).isEmpty())
                .hasToString("hook: java.lang.Exception");
    }

    @Test
    void tellsOnceThoughManyThreadsFailAtOnce() throws Exception {
        Threads.together(
                8,
                () -> {
                    for (int i = 0; i < 1000; i++) {
                        errors.record("kind " + i % 10, new IllegalStateException("x"));
                    }
                    return true;
                });

        assertThat(told).hasSize(10);
        assertThat(errors.total()).isEqualTo(8000);
        assertThat(errors.errors().stream().mapToLong(errors::count).sum()).isEqualTo(8000);
    }
}
