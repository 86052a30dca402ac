package io.jdbcwarden.hook.boundary;

import static org.assertj.core.api.Assertions.assertThat;

import io.jdbcwarden.config.Catalogue;
import io.jdbcwarden.config.MethodPattern;
import io.jdbcwarden.config.SettingsLoader;
import io.jdbcwarden.weave.TypeShape;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Properties;
import org.junit.jupiter.api.Test;

class UnmatchedPatternsTest {
    private static final String SELF = UnmatchedPatternsTest.class.getName();

    private final List<String> complaints = new ArrayList<>();
    private long borrows;

    private UnmatchedPatterns of(String... patterns) {
        List<PatternUse> uses = new ArrayList<>();
        for (MethodPattern pattern : parse(String.join(",", patterns))) {
            PatternUse use = new PatternUse(pattern);
            if (use.matchesClass(SELF)) {
                use.findIn(TypeShape.of(classFile()));
            }
            uses.add(use);
        }
        return new UnmatchedPatterns(uses, () -> borrows, complaints::add);
    }

    private static byte[] classFile() {
        String resource = "UnmatchedPatternsTest.class";
        try (InputStream in = UnmatchedPatternsTest.class.getResourceAsStream(resource)) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<MethodPattern> parse(String patterns) {
        return SettingsLoader.load(
                        "scope.methods=" + patterns, new Properties(), Collections.emptyMap())
                .settings()
                .get(Catalogue.SCOPE_METHODS);
    }

    @Test
    void aPatternThatMatchedNothingIsReportedOnceAWhileAfterTheFirstBorrow() {
        UnmatchedPatterns patterns = of("com.acme.Nope#run");
        patterns.tick(0);
        patterns.tick(UnmatchedPatterns.PATIENCE_NANOS * 10);
        assertThat(complaints).isEmpty();

        borrows = 1;
        long first = UnmatchedPatterns.PATIENCE_NANOS * 11;
        patterns.tick(first);
        patterns.tick(first + UnmatchedPatterns.PATIENCE_NANOS - 1);
        assertThat(complaints).isEmpty();
        patterns.tick(first + UnmatchedPatterns.PATIENCE_NANOS);
        patterns.tick(first + 2 * UnmatchedPatterns.PATIENCE_NANOS);

        assertThat(complaints)
                .containsExactly(
                        "scope.methods: com.acme.Nope#run has matched nothing so far: no class"
                                + " named com.acme.Nope was loaded; it opens no scope");
    }

    @Test
    void saysIfTheClassIsThereButNotTheMethod() {
        UnmatchedPatterns patterns = of(SELF + "#nope", SELF + "#borro*");
        borrows = 1;
        patterns.tick(0);
        patterns.tick(UnmatchedPatterns.PATIENCE_NANOS);

        assertThat(complaints).hasSize(2);
        assertThat(complaints.get(0)).contains("class " + SELF + " was loaded", "no method nope");
    }

    @Test
    void aPatternThatMatchedIsNotReported() {
        UnmatchedPatterns patterns = of("io.jdbcwarden.*.Unmatched*Test#saysIf*");
        borrows = 1;
        patterns.tick(0);
        patterns.tick(UnmatchedPatterns.PATIENCE_NANOS);

        assertThat(complaints).isEmpty();
    }

    @Test
    void looksInClassFilesForTheLongestPartWithoutAWildcard() {
        assertThat(parse("com.acme.jobs.*#run,*.Dispatcher#*,a.*.longest.Part*#x"))
                .extracting(pattern -> new PatternUse(pattern).marker())
                .containsExactly("com/acme/jobs/", "/Dispatcher", "/longest/Part");
    }
}
