package io.jdbcwarden.session;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class QuotaCountsTest {
    private final QuotaCounts counts = new QuotaCounts();

    private QuotaCounts.Count take(String user, int most) {
        return requireNonNull(counts.take(user, most), user);
    }

    @Test
    void countsEachUserUpToTheMost() {
        QuotaCounts.Count first = take("anna", 2);
        take("anna", 2);
        take("bert", 1);

        assertThat(counts.take("anna", 2)).isNull();
        first.giveBack();
        assertThat(counts.take("anna", 2)).isNotNull();
        assertThat(counts.take("anna", 2)).isNull();
    }

    @Test
    void forgetsAUserWhoHasNone() {
        QuotaCounts.Count first = take("anna", 9);
        QuotaCounts.Count second = take("anna", 9);
        assertThat(counts.holders()).isEqualTo(1);

        first.giveBack();
        assertThat(counts.holders()).isEqualTo(1);
        second.giveBack();
        assertThat(counts.holders()).isZero();
        take("anna", 1).giveBack();
        assertThat(counts.holders()).isZero();
    }

    @Test
    void threadsThatComeAndGoNeverExceedTheMostAndLeaveNothing() throws Exception {
        int threads = 8;
        int most = 3;
        AtomicInteger now = new AtomicInteger();
        AtomicInteger highest = new AtomicInteger();
        AtomicInteger taken = new AtomicInteger();
        CountDownLatch start = new CountDownLatch(1);
        List<Thread> all = new ArrayList<>();
        for (int i = 0; i < threads; i++) {
            Thread thread =
                    new Thread(
                            () -> {
                                try {
                                    start.await();
                                } catch (InterruptedException e) {
                                    return;
                                }
                                for (int n = 0; n < 50_000; n++) {
                                    QuotaCounts.Count count = counts.take("anna", most);
                                    if (count != null) {
                                        taken.incrementAndGet();
                                        highest.accumulateAndGet(now.incrementAndGet(), Math::max);
                                        now.decrementAndGet();
                                        count.giveBack();
                                    }
                                }
                            });
            thread.start();
            all.add(thread);
        }
        start.countDown();
        for (Thread thread : all) {
            thread.join(TimeUnit.SECONDS.toMillis(60));
        }

        assertThat(taken).hasPositiveValue();
        assertThat(highest).hasValueLessThanOrEqualTo(most);
        assertThat(counts.holders()).isZero();
    }
}
