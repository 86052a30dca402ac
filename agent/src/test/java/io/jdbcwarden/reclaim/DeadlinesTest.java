package io.jdbcwarden.reclaim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class DeadlinesTest {
    private static final long SOON = TimeUnit.MILLISECONDS.toNanos(50);
    private static final long LATE = TimeUnit.SECONDS.toNanos(30);
    private final Deadlines deadlines = new Deadlines();

    @Test
    void givesBackWhatTheCallReturned() throws Exception {
        assertThat(deadlines.call(LATE, () -> "done")).isEqualTo("done");
    }

    @Test
    void doesNotWaitForACallThatHangs() {
        CountDownLatch never = new CountDownLatch(1);

        assertThatThrownBy(() -> deadlines.call(SOON, () -> never.await(1, TimeUnit.HOURS)))
                .isInstanceOf(TimeoutException.class)
                .hasMessage("no answer within 50 ms");
        never.countDown();
    }

    @Test
    void tellsWhatTheCallThrew() {
        assertThatThrownBy(
                        () ->
                                deadlines.call(
                                        LATE,
                                        () -> {
                                            throw new IllegalStateException("driver");
                                        }))
                .isInstanceOf(ExecutionException.class)
                .hasCauseInstanceOf(IllegalStateException.class);
    }

    @Test
    void findsAHelperForEachCallHoweverMuchWorkThereIs() throws Exception {
        AtomicInteger answered = new AtomicInteger();
        CountDownLatch done = new CountDownLatch(100);

        for (int i = 0; i < 100; i++) {
            deadlines.start(
                    () -> {
                        try {
                            answered.addAndGet(deadlines.call(LATE, () -> 1));
                        } catch (TimeoutException | ExecutionException e) {
                            throw new IllegalStateException(e);
                        } finally {
                            done.countDown();
                        }
                    });
        }

        assertThat(done.await(30, TimeUnit.SECONDS)).isTrue();
        assertThat(answered.get()).isEqualTo(100);
    }

    @Test
    void usesDaemonThreadsWithoutALoaderOfTheApplication() throws Exception {
        Thread helper = deadlines.call(LATE, Thread::currentThread);

        assertThat(helper.isDaemon()).isTrue();
        assertThat(helper.getContextClassLoader()).isNull();
    }
}
