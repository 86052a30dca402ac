package io.jdbcwarden.boot;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class MarkerScanTest {
    private static final String HEAD = "0123456789";

    private static boolean finds(List<String> markers, String text) {
        return new MarkerScan(markers).finds((HEAD + text).getBytes(StandardCharsets.UTF_8));
    }

    private static List<String> all(List<String> markers, String text) {
        BitSet found = new MarkerScan(markers).all((HEAD + text).getBytes(StandardCharsets.UTF_8));
        return found == null ? List.of() : found.stream().mapToObj(markers::get).toList();
    }

    @Test
    void findsEachOfItsTextsWhereverItIs() {
        List<String> markers = List.of("javax/servlet/", "jakarta/servlet/", "/Job");

        assertThat(finds(markers, "javax/servlet/")).isTrue();
        assertThat(finds(markers, "xxjakarta/servlet/ServletRequest")).isTrue();
        assertThat(finds(markers, "com/acme/Job")).isTrue();
        assertThat(finds(markers, "javax/servle")).isFalse();
        assertThat(finds(markers, "jakarta/servlet.")).isFalse();
    }

    @Test
    void withoutTextsFindsNothing() {
        assertThat(finds(Collections.emptyList(), "anything")).isFalse();
        assertThat(new MarkerScan(List.of("abc")).finds(new byte[0])).isFalse();
    }

    @Test
    void agreesWithASimpleSearchOnRandomTexts() {
        Random random = new Random(42);
        int found = 0;
        for (int round = 0; round < 20_000; round++) {
            List<String> markers = new ArrayList<>();
            for (int i = random.nextInt(4); i >= 0; i--) {
                markers.add(text(random, 1 + random.nextInt(5)));
            }
            String text = text(random, random.nextInt(40));
            boolean expected = markers.stream().anyMatch(text::contains);
            assertThat(finds(markers, text)).as("%s in %s", markers, text).isEqualTo(expected);
            assertThat(all(markers, text))
                    .as("%s in %s", markers, text)
                    .isEqualTo(markers.stream().filter(text::contains).toList());
            found += expected ? 1 : 0;
        }
        assertThat(found).isBetween(2_000, 18_000);
    }

    private static String text(Random random, int length) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < length; i++) {
            text.append((char) ('a' + random.nextInt(4)));
        }
        return text.toString();
    }
}
