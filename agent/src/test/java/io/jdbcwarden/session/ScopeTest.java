package io.jdbcwarden.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.jdbcwarden.util.Threads;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ScopeTest {
    private static final TagSources NO_SOURCES =
            new TagSources(
                    Collections.emptyList(),
                    Collections.emptyList(),
                    Collections.emptyMap(),
                    key -> null);

    private final Scope scope = new Scope(RequestFacts.NONE, NO_SOURCES, 0);

    @Test
    void isOverWhenItsOnlyPartHasLeft() {
        assertThat(scope.isOver()).isFalse();
        assertThat(scope.leave()).isTrue();
        assertThat(scope.isOver()).isTrue();
        assertThat(scope.facts()).isNull();
    }

    @Test
    void isOverWhenTheLastOfItsPartsHasLeft() {
        assertThat(scope.join()).isTrue();
        assertThat(scope.isShared()).isTrue();
        assertThat(scope.leave()).isFalse();
        assertThat(scope.isOver()).isFalse();
        assertThat(scope.leave()).isTrue();
    }

    @Test
    void nothingJoinsARequestThatIsOver() {
        scope.leave();

        assertThat(scope.join()).isFalse();
        assertThat(scope.isOver()).isTrue();
    }

    @Test
    void anErrorDispatchOpensItOnceMore() {
        assertThat(scope.reopen(RequestFacts.NONE)).isFalse();
        scope.leave();

        assertThat(scope.reopen(RequestFacts.NONE)).isTrue();
        assertThat(scope.isOver()).isFalse();
        assertThat(scope.leave()).isTrue();
    }

    @Test
    void oneOfTheThreadsThatLeaveEndsIt() throws Exception {
        for (int round = 0; round < 50; round++) {
            Scope raced = new Scope(RequestFacts.NONE, NO_SOURCES, 0);
            raced.join();
            raced.join();
            assertThat(Threads.together(3, raced::leave)).containsOnlyOnce(true);
        }
    }

    @Test
    void itsNameIsReadAtTheFirstBorrowAndKept() {
        Scope named = new Scope(named("GET /orders"), NO_SOURCES, 0);
        assertThat(named.entry()).isEqualTo("a request");
        named.readTags();
        assertThat(named.entry()).isEqualTo("GET /orders");
        named.facts(named("GET /other"));
        named.readTags();
        assertThat(named.entry()).isEqualTo("GET /orders");
    }

    private static RequestFacts named(String entry) {
        return new RequestFacts() {
            @Override
            public @Nullable String header(String name) {
                return null;
            }

            @Override
            public @Nullable String principal() {
                return null;
            }

            @Override
            public String entry() {
                return entry;
            }
        };
    }

    @Test
    void showsItsOpenSessionsAndForgetsThem() {
        Session first = Sessions.of(1, new Object(), scope);
        Session second = Sessions.of(2, new Object(), scope);
        assertThat(scope.hasBorrowed()).isFalse();
        scope.add(first);
        scope.add(second);
        first.beginReturn();
        first.end();

        List<Long> open = new ArrayList<>();
        scope.forEachOpen(session -> open.add(session.id()));
        assertThat(open).containsExactly(2L);

        scope.forgetSessions();
        assertThat(scope.hasBorrowed()).isFalse();
    }
}
