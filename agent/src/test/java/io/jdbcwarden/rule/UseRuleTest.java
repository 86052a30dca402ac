package io.jdbcwarden.rule;

import static org.assertj.core.api.Assertions.assertThat;

import io.jdbcwarden.metric.ViolationKind;
import io.jdbcwarden.session.Scope;
import io.jdbcwarden.session.Session;
import io.jdbcwarden.session.Sessions;
import io.jdbcwarden.session.TagSources;
import io.jdbcwarden.session.Tags;
import java.util.Collections;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class UseRuleTest {
    private static final TagSources NO_SOURCES =
            new TagSources(
                    Collections.emptyList(),
                    Collections.emptyList(),
                    Collections.emptyMap(),
                    key -> null);

    private final Scope owner = request("r1", "anna");
    private final Session session = Sessions.of(1, "entry", owner);
    private final Thread another = new Thread(() -> {});

    @Test
    void letsTheOwningRequestUseItOnAnyThread() {
        assertThat(UseRule.isOwner(session, owner, Thread.currentThread())).isTrue();
        assertThat(UseRule.isOwner(session, owner, another)).isTrue();
    }

    @Test
    void letsOnlyTheBorrowingThreadUseItWithoutARequest() {
        Session ofThread = Sessions.of(2, "entry");

        assertThat(UseRule.isOwner(ofThread, null, Thread.currentThread())).isTrue();
        assertThat(UseRule.isOwner(ofThread, null, another)).isFalse();
    }

    @Test
    void takesUseByAThreadWithoutARequestForAHandOff() {
        assertThat(UseRule.isOwner(session, null, another)).isFalse();
        assertThat(UseRule.violation(session, null)).isNull();
    }

    @Test
    void seesUseByAnotherRequestOfTheSameUser() {
        assertThat(UseRule.violation(session, request("r2", "anna")))
                .isEqualTo(ViolationKind.CROSS_REQUEST);
        assertThat(UseRule.violation(session, request("r2", null)))
                .isEqualTo(ViolationKind.CROSS_REQUEST);
    }

    @Test
    void seesUseByAnotherUser() {
        assertThat(UseRule.violation(session, request("r2", "bert")))
                .isEqualTo(ViolationKind.CROSS_USER);
    }

    @Test
    void seesUseAfterTheRequestEnded() {
        owner.leave();

        assertThat(UseRule.isOwner(session, owner, Thread.currentThread())).isFalse();
        assertThat(UseRule.violation(session, null)).isEqualTo(ViolationKind.AFTER_REQUEST);
        assertThat(UseRule.violation(session, request("r2", "bert")))
                .isEqualTo(ViolationKind.AFTER_REQUEST);
    }

    private static Scope request(String id, @Nullable String user) {
        return Scope.of("GET /", new Tags(id, user, Collections.emptyMap()), NO_SOURCES, 0);
    }
}
