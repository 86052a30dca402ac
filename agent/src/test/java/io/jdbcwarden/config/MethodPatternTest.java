package io.jdbcwarden.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MethodPatternTest {
    @Test
    void matchesOneMethod() {
        MethodPattern pattern = MethodPattern.parse("com.acme.Dispatcher#handle");
        assertThat(pattern.matches("com.acme.Dispatcher", "handle")).isTrue();
        assertThat(pattern.matches("com.acme.Dispatcher", "handleAll")).isFalse();
        assertThat(pattern.matches("com.acme.Dispatcher2", "handle")).isFalse();
        assertThat(pattern.text()).isEqualTo("com.acme.Dispatcher#handle");
    }

    @Test
    void aStarInTheClassMatchesSubPackagesToo() {
        MethodPattern pattern = MethodPattern.parse("com.acme.jobs.*#run");
        assertThat(pattern.matches("com.acme.jobs.Nightly", "run")).isTrue();
        assertThat(pattern.matches("com.acme.jobs.mail.Sender$Task", "run")).isTrue();
        assertThat(pattern.matches("com.acme.Jobs", "run")).isFalse();
    }

    @Test
    void aStarInTheMethodMatchesAnyName() {
        MethodPattern pattern = MethodPattern.parse("*.Worker#do*");
        assertThat(pattern.matches("com.acme.Worker", "doWork")).isTrue();
        assertThat(pattern.matches("com.acme.Worker", "undoWork")).isFalse();
    }

    @Test
    void readsSeveral() {
        assertThat(TestSettings.of("scope.methods=a.B#c, d.*#e").get(Catalogue.SCOPE_METHODS))
                .extracting(MethodPattern::text)
                .containsExactly("a.B#c", "d.*#e");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"a.B", "a.B.c()", "#run", "a.B#", "a.B#c#d", "a.B#c(int)", "a B#c", "a/B#c"})
    void refusesWhatIsNoMethod(String text) {
        assertThatThrownBy(() -> MethodPattern.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("\"" + text + "\" is not class#method");
    }

    @ParameterizedTest
    @ValueSource(strings = {"*#run", "**#*", "*.*#run"})
    void refusesToMakeEveryClassARequest(String text) {
        assertThatThrownBy(() -> MethodPattern.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("\"" + text + "\" would mean every class");
    }
}
