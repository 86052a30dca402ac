package io.jdbcwarden.metric;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class BucketsTest {
    @Test
    void boundIncludesItsOwnValue() {
        IntStream.range(0, Buckets.COUNT - 1)
                .forEach(
                        i -> {
                            assertThat(Buckets.indexOf(Buckets.bound(i))).isEqualTo(i);
                            assertThat(Buckets.indexOf(Buckets.bound(i) + 1)).isEqualTo(i + 1);
                        });
    }

    @Test
    void findsTheSameBucketAsASearchDoes() {
        LongStream.iterate(1, value -> value > 0, value -> value * 2)
                .flatMap(power -> LongStream.of(power - 1, power, power + 1, power + power / 3))
                .forEach(
                        value ->
                                assertThat(Buckets.indexOf(value))
                                        .as("%d ns", value)
                                        .isEqualTo(search(value)));
        assertThat(Buckets.indexOf(Long.MAX_VALUE)).isEqualTo(Buckets.COUNT - 1);
    }

    private static int search(long value) {
        int index = 0;
        while (value > Buckets.bound(index)) {
            index++;
        }
        return index;
    }

    /** What {@link Buckets#indexOf} rests on. */
    @Test
    void eachBoundIsAtLeastTwiceTheOneBefore() {
        for (int i = 1; i < Buckets.COUNT; i++) {
            assertThat(Buckets.bound(i) / 2).isGreaterThanOrEqualTo(Buckets.bound(i - 1));
        }
    }

    @Test
    void textsAreTheBoundsInSecondsExactlyAndWithoutAnExponent() {
        assertThat(IntStream.range(0, Buckets.COUNT).mapToObj(Buckets::text))
                .startsWith("0.00001", "0.000025", "0.00005", "0.0001")
                .contains("0.25", "0.5", "1", "2.5", "5", "10", "30")
                .endsWith("60", "120", "300", "+Inf")
                .doesNotHaveDuplicates();
        for (int i = 0; i < Buckets.COUNT - 1; i++) {
            assertThat(new BigDecimal(Buckets.text(i)).movePointRight(9).longValueExact())
                    .isEqualTo(Buckets.bound(i));
        }
    }
}
